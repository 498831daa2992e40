package io.gatehouse.replica.decide;

import io.gatehouse.authz.v1.ContextType;
import io.gatehouse.authz.v1.ContextValues;
import io.gatehouse.model.Arn;
import io.gatehouse.policy.language.DateValue;
import io.gatehouse.policy.language.IpRange;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/**
 * Context values that say what type they are must be of it: a number that is none would make a
 * condition false where the asker thinks it true. Values without a type are taken as they are.
 */
final class TypedContext {

    private TypedContext() {}

    /** The same map; throws {@link CheckRefusedException} that names the key. */
    static Map<String, ContextValues> checked(Map<String, ContextValues> context) {
        for (Map.Entry<String, ContextValues> key : context.entrySet()) {
            ContextType type = key.getValue().getType();
            if (type == ContextType.ANY) {
                continue;
            }
            for (String value : key.getValue().getValuesList()) {
                if (!isOf(type, value)) {
                    throw Question.invalid(
                            "context." + key.getKey(),
                            "`%s` is no %s".formatted(value, type.name().toLowerCase(Locale.ROOT)));
                }
            }
        }
        return context;
    }

    private static boolean isOf(ContextType type, String value) {
        return switch (type) {
            case ANY, STRING -> true;
            case NUMBER -> isNumber(value);
            case BOOLEAN -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
            case DATE -> DateValue.parse(value).isPresent();
            case IP -> value.indexOf('/') < 0 && IpRange.parse(value).isPresent();
            case ARN -> Arn.isArn(value);
            case BINARY -> isBase64(value);
            case UNRECOGNIZED -> false;
        };
    }

    private static boolean isNumber(String value) {
        try {
            var _ = new BigDecimal(value);
            return true;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private static boolean isBase64(String value) {
        try {
            var _ = Base64.getDecoder().decode(value);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
