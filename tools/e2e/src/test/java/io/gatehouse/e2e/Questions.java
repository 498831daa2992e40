package io.gatehouse.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.ContextValues;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.authz.v1.Principal;
import io.gatehouse.authz.v1.Reason;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Questions with answers that a person worked out by hand from the file that is imported.
 *
 * @param account that the file is about; only for the reader
 */
record Questions(String account, List<Question> questions) {

    private static final ObjectMapper YAML =
            YAMLMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.LOWER_CAMEL_CASE)
                    .build();

    /**
     * @param because the Sid of a statement that decided; null where nobody decided or it has none
     * @param why how the answer follows from the file; for the reader
     */
    record Question(
            String principal,
            String action,
            String resource,
            @Nullable String resourceAccount,
            @Nullable Map<String, String> context,
            String decision,
            @Nullable String layer,
            @Nullable String because,
            String why) {

        CheckRequest request() {
            CheckRequest.Builder request =
                    CheckRequest.newBuilder()
                            .setPrincipal(Principal.newBuilder().setArn(principal))
                            .setAction(action)
                            .setResource(resource);
            if (resourceAccount != null) {
                request.setResourceAccount(resourceAccount);
            }
            if (context != null) {
                context.forEach((key, value) ->
                        request.putContext(
                                key, ContextValues.newBuilder().addValues(value).build()));
            }
            return request.build();
        }

        /** What is wrong with an answer; empty when it is the one expected. */
        String complaint(CheckResponse answer) {
            Decision expected =
                    switch (decision) {
                        case "Allowed" -> Decision.ALLOWED;
                        case "ExplicitlyDenied" -> Decision.EXPLICITLY_DENIED;
                        case "ImplicitlyDenied" -> Decision.IMPLICITLY_DENIED;
                        default -> throw new IllegalArgumentException(decision);
                    };
            boolean right =
                    answer.getDecision() == expected
                            && (layer == null || layer.equals(answer.getLayer()))
                            && (because == null
                                    || answer.getBecauseList().stream()
                                            .map(Reason::getSid)
                                            .anyMatch(because::equals));
            return right
                    ? ""
                    : "%s %s %s: expected %s, for %s; answered %s"
                            .formatted(principal, action, resource, decision, why, answer);
        }
    }

    static Questions read(InputStream yaml) {
        try (yaml) {
            return YAML.readValue(yaml, Questions.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
