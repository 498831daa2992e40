package io.gatehouse.awsquery;

import io.gatehouse.awsquery.ApiModel.Shape;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Holds a request against the constraints of AWS's API model, and says what is wrong in AWS's
 * words. The value of a sensitive parameter is never repeated, and of a long one only the start.
 * Each API's model is read at its first request. Safe for all threads.
 */
final class RequestValidator {

    /** Longer texts are refused by their length alone; matching them is not worth the time. */
    private static final int LONGEST_MATCHED = 200_000;

    private static final int LONGEST_REPEATED = 1_024;

    private final Map<AwsApi, ApiModel> models = new EnumMap<>(AwsApi.class);

    Optional<Refusal> validate(Operation operation, AwsRequest request) {
        ApiModel model = model(operation.api());
        Shape input = model.input(operation.name());
        if (input == null) {
            return Optional.empty();
        }
        List<String> problems = new ArrayList<>();
        new Walk(model, problems).structure(request, input, "");
        if (problems.isEmpty()) {
            return Optional.empty();
        }
        String counted =
                problems.size() == 1
                        ? "1 validation error"
                        : problems.size() + " validation errors";
        return Optional.of(
                new Refusal(
                        ErrorCode.VALIDATION_ERROR,
                        counted + " detected: " + String.join("; ", problems)));
    }

    private synchronized ApiModel model(AwsApi api) {
        return models.computeIfAbsent(api, ApiModel::read);
    }

    /** One pass over one request. */
    private record Walk(ApiModel model, List<String> problems) {

        void structure(SdkPojo pojo, Shape shape, String path) {
            for (SdkField<?> field : pojo.sdkFields()) {
                String name = field.locationName();
                String shapeName = shape.members().get(name);
                if (shapeName == null) {
                    continue;
                }
                String at = path + Character.toLowerCase(name.charAt(0)) + name.substring(1);
                Object value = field.getValueOrDefault(pojo);
                boolean isAbsent =
                        value == null
                                || value instanceof SdkAutoConstructList
                                || value instanceof SdkAutoConstructMap;
                if (!isAbsent) {
                    value(value, model.shape(shapeName), at);
                } else if (shape.required().contains(name)) {
                    problem("null", at, "Member must not be null");
                }
            }
        }

        private void value(Object value, @Nullable Shape shape, String at) {
            if (shape == null) {
                return;
            }
            switch (value) {
                case String text -> text(text, shape, at);
                case Number number ->
                        range(number.longValue(), "value", shape, quoted(value, shape), at);
                case SdkPojo pojo -> structure(pojo, shape, at + ".");
                case List<?> list -> list(list, shape, at);
                default -> {
                    // Booleans, dates, bytes and the answers' maps have no constraints in the
                    // model.
                }
            }
        }

        private void list(List<?> list, Shape shape, String at) {
            range(list.size(), "length", shape, quoted(list, shape), at);
            String member = shape.member();
            if (member != null) {
                Shape of = model.shape(member);
                for (int i = 0; i < list.size(); i++) {
                    value(list.get(i), of, at + "." + (i + 1) + ".member");
                }
            }
        }

        private void text(String text, Shape shape, String at) {
            String quoted = quoted(text, shape);
            if (!shape.enumeration().isEmpty() && !shape.enumeration().contains(text)) {
                problem(
                        quoted,
                        at,
                        "Member must satisfy enum value set: [%s]"
                                .formatted(String.join(", ", shape.enumeration())));
            }
            Pattern pattern = shape.pattern();
            if (pattern != null
                    && text.length() <= LONGEST_MATCHED
                    && !pattern.matcher(text).matches()) {
                problem(
                        quoted,
                        at,
                        "Member must satisfy regular expression pattern: " + pattern.pattern());
            }
            range(text.length(), "length", shape, quoted, at);
        }

        private void range(long found, String what, Shape shape, String quoted, String at) {
            Long max = shape.max();
            if (max != null && found > max) {
                problem(
                        quoted,
                        at,
                        "Member must have %s less than or equal to %d".formatted(what, max));
            }
            Long min = shape.min();
            if (min != null && found < min) {
                problem(
                        quoted,
                        at,
                        "Member must have %s greater than or equal to %d".formatted(what, min));
            }
        }

        private void problem(String value, String at, String constraint) {
            problems.add(
                    "Value %s at '%s' failed to satisfy constraint: %s"
                            .formatted(value, at, constraint));
        }

        private static String quoted(Object value, Shape shape) {
            if (shape.isSensitive()) {
                return "'***'";
            }
            String text = value instanceof List<?> ? "[…]" : value.toString();
            return "'"
                    + (text.length() > LONGEST_REPEATED
                            ? text.substring(0, LONGEST_REPEATED) + "…"
                            : text)
                    + "'";
        }
    }
}
