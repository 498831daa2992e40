package io.gatehouse.policyservice.simulation;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.policy.decision.RequestContext;
import io.gatehouse.policy.language.DateValue;
import io.gatehouse.policy.language.IpRange;

import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Context keys that the caller of a simulation gives, each with its type: a value that is not of
 * the type, or several where the type is not a list, is InvalidInput.
 */
final class ContextEntries {

    private ContextEntries() {}

    /** Puts them into the context; they win over what is there. */
    static void putInto(RequestContext.Builder context, List<ContextEntry> entries) {
        for (ContextEntry entry : entries) {
            String key = entry.contextKeyName();
            ContextKeyTypeEnum type = entry.contextKeyType();
            if (key == null || type == null || type == ContextKeyTypeEnum.UNKNOWN_TO_SDK_VERSION) {
                throw invalid("a context entry has a name and a type");
            }
            List<String> values = entry.contextKeyValues();
            boolean isList = type.toString().endsWith("List");
            if (!isList && values.size() > 1) {
                throw invalid(
                        "`%s` is of the type `%s` and has %d values"
                                .formatted(key, type, values.size()));
            }
            values.forEach(value -> check(key, type, value));
            if (values.isEmpty()) {
                context.remove(key);
            } else {
                context.put(key, values);
            }
        }
    }

    private static void check(String key, ContextKeyTypeEnum type, String value) {
        boolean fits =
                switch (type) {
                    case NUMERIC, NUMERIC_LIST -> isNumber(value);
                    case BOOLEAN, BOOLEAN_LIST ->
                            List.of("true", "false").contains(value.toLowerCase(Locale.ROOT));
                    case IP, IP_LIST -> IpRange.parse(value).isPresent();
                    case BINARY, BINARY_LIST -> isBase64(value);
                    case DATE, DATE_LIST -> DateValue.parse(value).isPresent();
                    case STRING, STRING_LIST, UNKNOWN_TO_SDK_VERSION -> true;
                };
        if (!fits) {
            throw invalid("`%s` of `%s` is not of the type `%s`".formatted(value, key, type));
        }
    }

    private static boolean isNumber(String value) {
        try {
            BigDecimal _ = new BigDecimal(value);
            return true;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private static boolean isBase64(String value) {
        try {
            byte[] _ = Base64.getDecoder().decode(value);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static RefusedException invalid(String message) {
        return RefusedException.of(ErrorCode.INVALID_INPUT, message);
    }
}
