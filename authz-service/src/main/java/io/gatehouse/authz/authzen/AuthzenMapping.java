package io.gatehouse.authz.authzen;

import com.fasterxml.jackson.databind.JsonNode;

import io.gatehouse.authz.mapping.MappingSettings;
import io.gatehouse.authz.mapping.Template;
import io.gatehouse.authz.rest.JsonBody;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.Principal;
import io.gatehouse.model.AccountId;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.gatehouse.replica.decide.CheckRefusedException.Reason;
import io.gatehouse.snapshot.SnapshotView;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns AuthZEN's names into ARNs and back, and properties into condition keys. What Gatehouse
 * stores of a subject or resource wins over what the request claims. Immutable.
 */
@ApplicationScoped
class AuthzenMapping {

    private static final Map<String, String> BUILT_IN =
            Map.of(
                    "user", "arn:aws:iam::{account}:user/{id}",
                    "role", "arn:aws:iam::{account}:role/{id}",
                    "session", "arn:aws:sts::{account}:assumed-role/{id}",
                    "account", "arn:aws:iam::{id}:root",
                    "arn", "{id}");
    private static final String PROPERTIES = "properties.";
    private static final int PARTS_OF_AN_ARN = 6;

    private final Optional<String> account;
    private final String application;
    private final Map<String, Template> subjects = new HashMap<>();
    private final Map<String, Template> resources = new HashMap<>();
    private final Template anyResource;
    private final Template action;
    private final PropertyKeys keys;

    AuthzenMapping(AuthzenSettings settings, MappingSettings shared) {
        this.account = shared.account();
        this.application = settings.application();
        BUILT_IN.forEach((type, text) -> subjects.put(type, Template.parse(text)));
        settings.subjects().forEach((type, text) -> subjects.put(type, Template.parse(text)));
        resources.put("arn", Template.parse("{id}"));
        settings.resources().forEach((type, text) -> resources.put(type, Template.parse(text)));
        this.anyResource = Template.parse(settings.resource());
        this.action = Template.parse(settings.action());
        this.keys = new PropertyKeys(settings.keys());
    }

    /** Throws {@link CheckRefusedException} for what no template fits. */
    CheckRequest request(Tuple tuple, SnapshotView view, String requestId) {
        String principal = principal(tuple.subject());
        String resource = resource(tuple.resource());
        CheckRequest.Builder request =
                CheckRequest.newBuilder()
                        .setPrincipal(Principal.newBuilder().setArn(principal))
                        .setAction(action(tuple.action()))
                        .setResource(resource)
                        .setRequestId(requestId);
        keys.context(tuple.context(), request);
        keys.action(tuple.action().properties(), request);
        keys.subject(tuple.subject().properties(), Stored.tags(view, principal), request);
        keys.resource(tuple.resource().properties(), Stored.tags(view, resource), request);
        return request.build();
    }

    /** Template of a subject type; empty for a type that nobody knows. */
    Optional<Template> subjectTemplate(String type) {
        return Optional.ofNullable(subjects.get(type));
    }

    Template resourceTemplate(String type) {
        return resources.getOrDefault(type, anyResource);
    }

    String principal(Entity subject) {
        Template template = subjects.get(subject.type());
        if (template == null) {
            throw new CheckRefusedException(
                    Reason.INVALID,
                    "there is no subject type `%s`".formatted(subject.type()),
                    "subject.type");
        }
        return filled(template, subject, "subject");
    }

    /** What an entity's ARN is called as a subject or resource of a type; empty if it is none. */
    Optional<String> id(Template template, Entity like, String arn) {
        return template.unfill(arn, "id", place -> value(place, like, null));
    }

    /** What an action is called here: without the vendor where the template gives it. */
    String actionName(String fullName) {
        return action.unfill(fullName, "name", place -> shared(place)).orElse(fullName);
    }

    /**
     * The accounts, of those that are known, whose ARNs a template can give; none for ARNs that
     * name no account, all where that is not the template's to say.
     */
    List<AccountId> owners(Template template, SnapshotView view) {
        String[] parts = template.toString().split(":", PARTS_OF_AN_ARN);
        if (parts.length < PARTS_OF_AN_ARN || !parts[0].equals("arn")) {
            return view.owners();
        }
        String named = parts[4].equals("{account}") ? account.orElse("") : parts[4];
        if (named.isEmpty()) {
            return List.of();
        }
        return AccountId.isValid(named) ? List.of(new AccountId(named)) : view.owners();
    }

    String resource(Entity resource) {
        return filled(resourceTemplate(resource.type()), resource, "resource");
    }

    private String action(Entity.Action asked) {
        if (asked.name().indexOf(':') >= 0) {
            return asked.name();
        }
        return action.fill(
                place -> place.equals("name") ? Optional.of(asked.name()) : shared(place));
    }

    private String filled(Template template, Entity entity, String field) {
        try {
            return template.fill(place -> value(place, entity, entity.id()));
        } catch (IllegalArgumentException e) {
            throw new CheckRefusedException(Reason.INVALID, String.valueOf(e.getMessage()), field);
        }
    }

    private Optional<String> value(String place, Entity entity, @Nullable String id) {
        if (place.startsWith(PROPERTIES)) {
            JsonNode property = entity.properties().path(place.substring(PROPERTIES.length()));
            return JsonBody.scalar(property);
        }
        return switch (place) {
            case "id" -> Optional.ofNullable(id);
            case "type" -> Optional.of(entity.type());
            default -> shared(place);
        };
    }

    private Optional<String> shared(String place) {
        return switch (place) {
            case "account" -> account;
            case "application" -> Optional.of(application);
            default -> Optional.empty();
        };
    }
}
