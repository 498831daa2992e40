package io.gatehouse.permission;

import io.gatehouse.authz.client.PermissionQuestion;
import io.gatehouse.authz.client.PermissionQuestion.Asked;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.Arn;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The question of one annotated method, read once: a template that names a parameter the method
 * does not have is an error of the programmer, at the first call.
 */
final class QuestionTemplate {

    private static final Pattern PROPERTY = Pattern.compile("[$][{]([^{}]*)[}]");
    private static final Pattern PLACE = Pattern.compile("[{]([^{}]*)[}]");

    private final ActionName action;
    private final Template resource;
    private final Map<String, Template> context;

    /**
     * @param texts one more than there are parameters: what stands before, between and after them
     */
    private record Template(List<String> texts, List<Integer> parameters) {

        String filled(@Nullable Object[] values) {
            StringBuilder filled = new StringBuilder(texts.getFirst());
            for (int i = 0; i < parameters.size(); i++) {
                filled.append(clean(values[parameters.get(i)])).append(texts.get(i + 1));
            }
            return filled.toString();
        }

        private static String clean(@Nullable Object value) {
            String text = value == null ? "" : value.toString();
            if (text.isEmpty() || text.chars().anyMatch(Character::isISOControl)) {
                throw new PermissionDeniedException(
                        "what the permission is about is missing or malformed");
            }
            return text;
        }
    }

    private QuestionTemplate(ActionName action, Template resource, Map<String, Template> context) {
        this.action = action;
        this.resource = resource;
        this.context = context;
    }

    /**
     * @param property gives the values of the configuration
     */
    static QuestionTemplate of(Method method, UnaryOperator<String> property) {
        RequiresPermission wanted = method.getAnnotation(RequiresPermission.class);
        if (wanted == null) {
            wanted = method.getDeclaringClass().getAnnotation(RequiresPermission.class);
        }
        if (wanted == null) {
            throw new IllegalStateException(method + " requires no permission");
        }
        Map<String, Template> context = new HashMap<>();
        for (String pair : wanted.context()) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalStateException(
                        "%s: a context is key=value, not `%s`".formatted(method, pair));
            }
            context.put(
                    pair.substring(0, equals),
                    template(method, pair.substring(equals + 1), property));
        }
        return new QuestionTemplate(
                ActionName.parse(wanted.action()),
                template(method, wanted.resource(), property),
                context);
    }

    PermissionQuestion question(
            Asked principal,
            @Nullable Object[] parameters,
            Map<String, List<String>> keys,
            Optional<String> resourceAccount) {
        String about = resource.filled(parameters);
        Map<String, List<String>> all = new HashMap<>(keys);
        context.forEach((key, value) -> all.put(key, List.of(value.filled(parameters))));
        PermissionQuestion question =
                PermissionQuestion.of("*", action, about).withPrincipal(principal).withContext(all);
        boolean namesAccount = Arn.isArn(about) && !Arn.parse(about).account().isEmpty();
        return namesAccount || resourceAccount.isEmpty()
                ? question
                : question.withResourceAccount(resourceAccount.get());
    }

    private static Template template(
            Method method, String written, UnaryOperator<String> property) {
        String text =
                PROPERTY.matcher(written)
                        .replaceAll(
                                found -> Matcher.quoteReplacement(property.apply(found.group(1))));
        List<String> texts = new ArrayList<>();
        List<Integer> parameters = new ArrayList<>();
        Matcher places = PLACE.matcher(text);
        int end = 0;
        while (places.find()) {
            texts.add(text.substring(end, places.start()));
            parameters.add(index(method, places.group(1)));
            end = places.end();
        }
        texts.add(text.substring(end));
        return new Template(texts, parameters);
    }

    private static int index(Method method, String name) {
        Parameter[] parameters = method.getParameters();
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i].isNamePresent() && parameters[i].getName().equals(name)) {
                return i;
            }
        }
        throw new IllegalStateException(
                "%s has no parameter `%s`; was it compiled with -parameters?"
                        .formatted(method, name));
    }
}
