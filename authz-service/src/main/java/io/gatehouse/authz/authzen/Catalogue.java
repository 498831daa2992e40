package io.gatehouse.authz.authzen;

import io.gatehouse.authz.mapping.Template;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.policy.decision.ResourcePattern;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.gatehouse.replica.decide.CheckRefusedException.Reason;
import io.gatehouse.snapshot.Registered.AtResource;
import io.gatehouse.snapshot.SnapshotView;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The candidates of searches: principals that are registered, resources and actions that a policy
 * names or that are entities themselves (ADR 142, 205). A policy that cannot be read fails the
 * search: nothing is left out silently.
 */
@ApplicationScoped
class Catalogue {

    private final AuthzenMapping mapping;

    Catalogue(AuthzenMapping mapping) {
        this.mapping = mapping;
    }

    /**
     * Every registered principal that a subject type can name. Told beside them: whom else the
     * policy of the resource lets in.
     */
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
        List<AccountId> owners = mapping.owners(template.get(), view);
        for (AccountId owner : owners) {
            view.problem(owner)
                    .ifPresent(problem -> {
                        throw unavailable(problem);
                    });
            for (String arn : view.principals(owner)) {
                mapping.id(template.get(), tuple.subject(), arn).ifPresent(names::add);
            }
        }
        return Candidates.of(names, strangers(view, mapping.resource(tuple.resource()), owners));
    }

    /**
     * Whom the policy of a resource lets in who is not registered.
     *
     * @param subjects accounts, to whom a resource belongs that names no account
     */
    private static Set<String> strangers(
            SnapshotView view, String resource, List<AccountId> subjects) {
        List<AccountId> keepers = owner(resource).map(List::of).orElse(subjects);
        Set<String> strangers = new LinkedHashSet<>();
        for (AtResource kept : concerned(view, Variables.UNKNOWN, keepers).atResources()) {
            if (covers(kept, resource)) {
                Written.of(List.of(kept.policy()))
                        .forEach(it -> strangers.addAll(it.unregisteredPrincipals()));
            }
        }
        return strangers;
    }

    /** Every resource of a type that a policy names without wildcards, or that is an entity. */
    Candidates resources(SnapshotView view, Tuple tuple) {
        Template template = mapping.resourceTemplate(tuple.resource().type());
        Variables subject = Variables.of(view, mapping.principal(tuple.subject()));
        Concerned concerned = concerned(view, subject, mapping.owners(template, view));
        List<String> arns = new ArrayList<>(concerned.entities());
        for (Written written : concerned.written()) {
            for (String pattern : written.resources()) {
                subject.literal(pattern, written.version()).ifPresent(arns::add);
            }
        }
        Set<String> unlisted = new LinkedHashSet<>();
        for (AtResource kept : concerned.atResources()) {
            if (isLiteral(kept.pattern())) {
                arns.add(kept.pattern());
            } else {
                openPatterns(kept, subject).forEach(unlisted::add);
            }
        }
        for (Written written : Written.of(subject.policies())) {
            unlisted.addAll(written.widerResources(subject));
        }
        List<String> names = new ArrayList<>();
        arns.forEach(arn -> mapping.id(template, tuple.resource(), arn).ifPresent(names::add));
        return Candidates.of(names, unlisted);
    }

    /** Every action that a policy names without wildcards. */
    Candidates actions(SnapshotView view, Tuple tuple) {
        Variables subject = Variables.of(view, mapping.principal(tuple.subject()));
        String resource = mapping.resource(tuple.resource());
        Optional<AccountId> owner = owner(resource).or(subject::account);
        Concerned concerned = concerned(view, subject, owner.stream().toList());
        Map<String, String> names = new HashMap<>();
        for (Written written : concerned.written()) {
            for (String action : written.actions()) {
                if (isLiteral(action)) {
                    names.putIfAbsent(action.toLowerCase(Locale.ROOT), mapping.actionName(action));
                }
            }
        }
        Set<String> unlisted = new LinkedHashSet<>();
        for (Written written : Written.of(subject.policies())) {
            unlisted.addAll(written.widerActions());
        }
        for (AtResource kept : concerned.atResources()) {
            if (covers(kept, resource)) {
                openStatements(kept, subject).forEach(it -> unlisted.addAll(it.widerActions()));
            }
        }
        return Candidates.of(names.values(), unlisted);
    }

    /** What a policy of many resources opens to the subject without naming it. */
    private static List<String> openPatterns(AtResource kept, Variables subject) {
        List<String> patterns = new ArrayList<>();
        for (Written written : openStatements(kept, subject)) {
            for (String wider : written.widerResources(subject)) {
                patterns.add(wider.equals("*") ? kept.pattern() : wider);
            }
        }
        return patterns;
    }

    private static List<Written> openStatements(AtResource kept, Variables subject) {
        return Written.of(List.of(kept.policy())).stream()
                .filter(written ->
                        subject.principal().filter(it -> Reach.isOpenTo(it, written)).isPresent())
                .toList();
    }

    private static boolean covers(AtResource kept, String resource) {
        return ResourcePattern.of(kept.pattern()).matches(resource);
    }

    private static boolean isLiteral(String pattern) {
        return pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0;
    }

    /** As its ARN says. */
    private static Optional<AccountId> owner(String resource) {
        return Optional.of(resource)
                .filter(Arn::isArn)
                .map(arn -> Arn.parse(arn).account())
                .filter(AccountId::isValid)
                .map(AccountId::new);
    }

    private static Concerned concerned(
            SnapshotView view, Variables subject, Collection<AccountId> others) {
        try {
            return Concerned.of(view, subject, others);
        } catch (IllegalStateException e) {
            throw unavailable(String.valueOf(e.getMessage()));
        }
    }

    private static CheckRefusedException unavailable(String reason) {
        return new CheckRefusedException(Reason.UNAVAILABLE, reason);
    }
}
