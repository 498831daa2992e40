package io.gatehouse.cli.evaluate;

import com.fasterxml.jackson.databind.JsonNode;

import io.gatehouse.model.UniqueId;
import io.gatehouse.policy.decision.Principal;

import org.jspecify.annotations.Nullable;

/**
 * Who asks: {@code principal}, and four fields for what an ARN does not tell: {@code principalId}
 * (unique id of the user or role), {@code role} (ARN of a session's role with its path), {@code
 * federatedBy} (ARN of the user who made a federated session), {@code provider} (identity provider
 * of a caller with a web identity or SAML assertion; {@code principal} is {@code *} then).
 */
final class PrincipalReader {

    private PrincipalReader() {}

    static Principal read(JsonNode line) throws BadQuestionException {
        Principal parsed;
        try {
            parsed = Principal.parse(QuestionReader.text(line, "principal"));
        } catch (IllegalArgumentException e) {
            throw new BadQuestionException("principal: " + e.getMessage());
        }
        String provider = QuestionReader.textOrNull(line, "provider");
        if (provider != null) {
            return new Principal.WebIdentity(provider);
        }
        UniqueId id = id(line);
        return switch (parsed) {
            case Principal.User u -> new Principal.User(u.arn(), u.account(), u.name(), id);
            case Principal.AssumedRole s -> {
                String role = QuestionReader.textOrNull(line, "role");
                yield new Principal.AssumedRole(
                        s.arn(),
                        s.account(),
                        role == null ? s.roleArn() : role,
                        s.roleName(),
                        s.sessionName(),
                        id);
            }
            case Principal.FederatedUser f ->
                    new Principal.FederatedUser(
                            f.arn(),
                            f.account(),
                            f.name(),
                            QuestionReader.textOrNull(line, "federatedBy"),
                            id);
            case Principal.AccountRoot root -> root;
            case Principal.ServicePrincipal service -> service;
            case Principal.WebIdentity identity -> identity;
            case Principal.Anonymous anonymous -> anonymous;
        };
    }

    private static @Nullable UniqueId id(JsonNode line) throws BadQuestionException {
        String text = QuestionReader.textOrNull(line, "principalId");
        if (text == null) {
            return null;
        }
        if (!UniqueId.isWellFormed(text)) {
            throw new BadQuestionException("principalId: not a unique id: `%s`".formatted(text));
        }
        return new UniqueId(text);
    }
}
