package io.gatehouse.authz.authzen;

import io.gatehouse.authz.mapping.Template;
import io.gatehouse.model.AccountId;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.gatehouse.replica.decide.CheckRefusedException.Reason;
import io.gatehouse.snapshot.Registered;
import io.gatehouse.snapshot.SnapshotView;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The candidates of searches: principals that are registered, resources and actions that a policy
 * names or that are entities themselves (ADR 142). A policy that cannot be read fails the search:
 * nothing is left out silently.
 */
@ApplicationScoped
class Catalogue {

    private final AuthzenMapping mapping;

    Catalogue(AuthzenMapping mapping) {
        this.mapping = mapping;
    }

    /** Every registered principal that a subject type can name. */
    Candidates subjects(SnapshotView view, Tuple tuple) {
        Optional<Template> template = mapping.subjectTemplate(tuple.subject().type());
        if (template.isEmpty()) {
            return Candidates.NONE;
        }
        if (template.get().toString().contains(":assumed-role/")) {
            throw new CheckRefusedException(
                    Reason.INVALID,
                    "sessions are not registered and cannot be listed: search for their roles",
                    "subject.type");
        }
        List<String> names = new ArrayList<>();
        for (AccountId owner : owners(view, template.get())) {
            for (String arn : view.principals(owner)) {
                mapping.id(template.get(), tuple.subject(), arn).ifPresent(names::add);
            }
        }
        return Candidates.of(names, List.of());
    }

    /** Every resource of a type that a policy names without wildcards, or that is an entity. */
    Candidates resources(SnapshotView view, Tuple tuple) {
        Template template = mapping.resourceTemplate(tuple.resource().type());
        Variables variables = Variables.of(view, mapping.principal(tuple.subject()));
        List<String> names = new ArrayList<>();
        Set<String> unlisted = new LinkedHashSet<>();
        for (Registered account : registered(view, template, variables)) {
            account.entities()
                    .forEach(arn ->
                            mapping.id(template, tuple.resource(), arn).ifPresent(names::add));
            for (Written written : Written.of(account.policies())) {
                for (String pattern : written.resources()) {
                    variables
                            .literal(pattern, written.version())
                            .flatMap(arn -> mapping.id(template, tuple.resource(), arn))
                            .ifPresent(names::add);
                }
            }
        }
        for (Written written : Written.of(variables.policies())) {
            unlisted.addAll(written.widerResources(variables));
        }
        return Candidates.of(names, unlisted);
    }

    /** Every action that a policy names without wildcards. */
    Candidates actions(SnapshotView view, Tuple tuple) {
        Template template = mapping.resourceTemplate(tuple.resource().type());
        Variables variables = Variables.of(view, mapping.principal(tuple.subject()));
        Map<String, String> names = new HashMap<>();
        for (Registered account : registered(view, template, variables)) {
            for (Written written : Written.of(account.policies())) {
                for (String action : written.actions()) {
                    if (action.indexOf('*') < 0 && action.indexOf('?') < 0) {
                        names.putIfAbsent(
                                action.toLowerCase(Locale.ROOT), mapping.actionName(action));
                    }
                }
            }
        }
        Set<String> unlisted = new LinkedHashSet<>();
        for (Written written : Written.of(variables.policies())) {
            unlisted.addAll(written.widerActions());
        }
        return Candidates.of(names.values(), unlisted);
    }

    /** A resource that names no account belongs to the principal's. */
    private List<Registered> registered(SnapshotView view, Template template, Variables variables) {
        Set<AccountId> owners = new LinkedHashSet<>();
        mapping.account(template).ifPresent(owners::add);
        variables.account().ifPresent(owners::add);
        try {
            return owners.stream().map(view::registered).toList();
        } catch (IllegalStateException e) {
            throw new CheckRefusedException(Reason.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private List<AccountId> owners(SnapshotView view, Template template) {
        return mapping.account(template).map(List::of).orElseGet(view::owners);
    }
}
