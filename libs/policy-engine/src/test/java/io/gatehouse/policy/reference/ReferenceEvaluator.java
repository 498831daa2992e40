package io.gatehouse.policy.reference;

import io.gatehouse.policy.decision.AuthorizationRequest;
import io.gatehouse.policy.decision.Decision;
import io.gatehouse.policy.decision.Layer;
import io.gatehouse.policy.decision.Principal;
import io.gatehouse.policy.language.ActionClause.Actions;
import io.gatehouse.policy.language.ActionClause.NotActions;
import io.gatehouse.policy.language.Condition;
import io.gatehouse.policy.language.Effect;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.ResourceClause;
import io.gatehouse.policy.language.ResourceClause.NotResources;
import io.gatehouse.policy.language.ResourceClause.Resources;
import io.gatehouse.policy.language.Statement;
import io.gatehouse.policy.reference.Naming.Form;
import io.gatehouse.policy.reference.ReferencePolicies.Named;
import io.gatehouse.policy.reference.ReferenceVerdict.Because;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Decides slowly and obviously, in the order of SEMANTICS 6 to 8. One object for one request; it
 * remembers every statement that applies and every key that was looked for in vain.
 */
public final class ReferenceEvaluator {

    private static final Pattern ROLE =
            Pattern.compile("arn:[^:]*:iam:[^:]*:[^:]*:role/.*", Pattern.DOTALL);
    private static final List<String> ASSUMING =
            List.of(
                    "sts:AssumeRole",
                    "sts:AssumeRoleWithSAML",
                    "sts:AssumeRoleWithWebIdentity",
                    "sts:TagSession",
                    "sts:SetSourceIdentity",
                    "sts:SetContext");

    private final ReferencePolicies policies;
    private final AuthorizationRequest request;
    private final Naming naming;
    private final Set<Because> allows = new LinkedHashSet<>();
    private final Set<Because> denies = new LinkedHashSet<>();
    private final Set<Form> forms = EnumSet.noneOf(Form.class);
    private final Set<String> missing = new TreeSet<>();

    private ReferenceEvaluator(ReferencePolicies policies, AuthorizationRequest request) {
        this.policies = policies;
        this.request = request;
        this.naming =
                new Naming(
                        request.principal(), policies.matching(), !policies.boundaries().isEmpty());
    }

    public static ReferenceVerdict decide(
            ReferencePolicies policies, AuthorizationRequest request) {
        ReferenceVerdict verdict = new ReferenceEvaluator(policies, request).decide();
        for (String other : alsoNeeded(request)) {
            if (verdict.decision() != Decision.ALLOWED) {
                break;
            }
            ReferenceVerdict further =
                    new ReferenceEvaluator(policies, request.withAction(other)).decide();
            if (further.decision() != Decision.ALLOWED) {
                verdict = further;
            }
        }
        return verdict;
    }

    /** SEMANTICS 8: what tags and a source identity need when a role is assumed. */
    private static List<String> alsoNeeded(AuthorizationRequest request) {
        List<String> needed = new ArrayList<>();
        if (!assumesRole(request)
                || !request.action().toLowerCase(Locale.ROOT).startsWith("sts:assumerole")) {
            return needed;
        }
        List<String> tagKeys = request.context().values("aws:TagKeys");
        boolean[] tags = {tagKeys != null && !tagKeys.isEmpty()};
        request.context()
                .forEach((key, _) ->
                        tags[0] |= key.toLowerCase(Locale.ROOT).startsWith("aws:requesttag/"));
        if (tags[0]) {
            needed.add("sts:TagSession");
        }
        if (request.context().has("sts:SourceIdentity")) {
            needed.add("sts:SetSourceIdentity");
        }
        return needed;
    }

    /** SEMANTICS 8: the policy of a role is asked when the role is to be assumed. */
    private static boolean assumesRole(AuthorizationRequest request) {
        return ASSUMING.stream().anyMatch(a -> Folding.same(a, request.action()))
                && ROLE.matcher(request.resource()).matches();
    }

    private ReferenceVerdict decide() {
        // SEMANTICS 8: GetCallerIdentity needs no permission.
        if (Folding.same(request.action(), "sts:GetCallerIdentity")
                && request.principal().account() != null) {
            return new ReferenceVerdict(Decision.ALLOWED, Layer.IDENTITY, Set.of(), Set.of());
        }
        // SEMANTICS 6.1: all layers are evaluated before anything is granted.
        boolean resourceControl = true;
        if (policies.resourceControl() != null && !isServiceLinked()) {
            for (List<Named> level : policies.resourceControl()) {
                resourceControl &= evaluate(Layer.RESOURCE_CONTROL, level);
            }
        }
        boolean serviceControl = true;
        if (policies.serviceControl() != null && bindsServiceControl()) {
            for (List<Named> level : policies.serviceControl()) {
                serviceControl &= evaluate(Layer.SERVICE_CONTROL, level);
            }
        }
        if (policies.resource() != null) {
            evaluate(resourceLayer(), policies.resource());
        }
        boolean identity = evaluate(Layer.IDENTITY, policies.identity());
        boolean boundary = true;
        for (Named one : policies.boundaries()) {
            boundary &= evaluate(Layer.BOUNDARY, List.of(one));
        }
        boolean session = !(request.principal() instanceof Principal.FederatedUser);
        if (policies.session() != null) {
            session = evaluate(Layer.SESSION, policies.session());
        }
        if (!denies.isEmpty()) {
            Layer first = denies.stream().map(Because::layer).min(Layer::compareTo).orElseThrow();
            return new ReferenceVerdict(Decision.EXPLICITLY_DENIED, first, denies, missing);
        }
        if (!resourceControl) {
            return implicitly(Layer.RESOURCE_CONTROL);
        }
        if (!serviceControl) {
            return implicitly(Layer.SERVICE_CONTROL);
        }
        return grants(identity, boundary, session);
    }

    /** SEMANTICS 6.4 to 6.7, 7 and 8. */
    private ReferenceVerdict grants(boolean identity, boolean boundary, boolean session) {
        boolean named = !forms.isEmpty();
        if (request.principal().account() == null) {
            return named
                    ? allowed(resourceLayer(), Layer.IDENTITY, Layer.BOUNDARY, Layer.SESSION)
                    : implicitly(resourceLayer());
        }
        boolean sameAccount = request.principal().account().equals(request.resourceAccount());
        if (!sameAccount) {
            return named ? callerSide(identity, boundary, session) : implicitly(resourceLayer());
        }
        boolean direct = forms.contains(Form.SELF) || forms.contains(Form.STAR);
        if (direct && !isTrust()) {
            return allowed(Layer.RESOURCE, Layer.IDENTITY, Layer.BOUNDARY, Layer.SESSION);
        }
        if (direct || forms.contains(Form.ISSUER)) {
            if (!boundary) {
                return implicitly(Layer.BOUNDARY);
            }
            return session ? allowed(resourceLayer(), Layer.IDENTITY) : implicitly(Layer.SESSION);
        }
        if (!named && (isTrust() || request.resourcePolicyRequired())) {
            return implicitly(resourceLayer());
        }
        return callerSide(identity, boundary, session);
    }

    private ReferenceVerdict callerSide(boolean identity, boolean boundary, boolean session) {
        boolean root = request.principal() instanceof Principal.AccountRoot;
        if (!identity && !root) {
            return implicitly(Layer.IDENTITY);
        }
        if (!boundary) {
            return implicitly(Layer.BOUNDARY);
        }
        if (!session) {
            return implicitly(Layer.SESSION);
        }
        return allowed(root ? Layer.ROOT : Layer.IDENTITY);
    }

    /** With the statements of the layers that had to allow. */
    private ReferenceVerdict allowed(Layer layer, Layer... notAsked) {
        Set<Because> because = new LinkedHashSet<>(allows);
        because.removeIf(b -> List.of(notAsked).contains(b.layer()));
        return new ReferenceVerdict(Decision.ALLOWED, layer, because, missing);
    }

    private ReferenceVerdict implicitly(Layer layer) {
        return new ReferenceVerdict(Decision.IMPLICITLY_DENIED, layer, Set.of(), missing);
    }

    private boolean isServiceLinked() {
        return request.principal() instanceof Principal.AssumedRole role
                && role.roleArn().contains(":role/aws-service-role/");
    }

    private boolean bindsServiceControl() {
        return request.principal().account() != null && !isServiceLinked();
    }

    private boolean isTrust() {
        return assumesRole(request);
    }

    private Layer resourceLayer() {
        return isTrust() ? Layer.TRUST : Layer.RESOURCE;
    }

    /** Notes every statement of the layer that applies; whether any is an Allow. */
    private boolean evaluate(Layer layer, List<Named> documents) {
        boolean allowed = false;
        for (Named policy : documents) {
            List<Statement> statements = policy.document().statements();
            for (int i = 0; i < statements.size(); i++) {
                Statement statement = statements.get(i);
                Set<Form> how = EnumSet.of(Form.STAR);
                if (policy.document().kind().namesPrincipals()) {
                    // A resource control policy limits all callers and lets none in.
                    boolean limits = isDeny(statement) || layer == Layer.RESOURCE_CONTROL;
                    how = naming.formsOf(statement.principal(), limits);
                }
                if (how.isEmpty() || !applies(statement, policy)) {
                    continue;
                }
                Because because = new Because(layer, policy.name(), i);
                if (isDeny(statement)) {
                    denies.add(because);
                } else {
                    allows.add(because);
                    allowed = true;
                    if (layer == Layer.RESOURCE || layer == Layer.TRUST) {
                        forms.addAll(how);
                    }
                }
            }
        }
        return allowed;
    }

    private static boolean isDeny(Statement statement) {
        return statement.effect() == Effect.DENY;
    }

    private boolean applies(Statement statement, Named policy) {
        boolean variables = policy.document().version().hasVariables();
        return actionMatches(statement)
                && resourceMatches(statement, policy.document().kind(), variables)
                && conditionsHold(statement, variables);
    }

    private boolean actionMatches(Statement statement) {
        return switch (statement.action()) {
            case Actions(List<String> patterns) -> patterns.stream().anyMatch(this::isAction);
            case NotActions(List<String> patterns) -> patterns.stream().noneMatch(this::isAction);
        };
    }

    /** SEMANTICS 2.2. */
    private boolean isAction(String pattern) {
        if (pattern.equals("*")) {
            return true;
        }
        int colon = pattern.indexOf(':');
        int requested = request.action().indexOf(':');
        if (colon < 1 || requested < 0) {
            return false;
        }
        String name = pattern.substring(colon + 1);
        if (name.isEmpty() || name.chars().anyMatch(Character::isWhitespace)) {
            return false;
        }
        return Folding.same(pattern.substring(0, colon), request.action().substring(0, requested))
                && Template.parse(name, false)
                        .matches(request.action().substring(requested + 1), true);
    }

    private boolean resourceMatches(Statement statement, PolicyKind kind, boolean variables) {
        if (statement.resource().isEmpty()) {
            return true;
        }
        ResourceClause clause = statement.resource().get();
        boolean any = false;
        boolean unresolved = false;
        for (String pattern : clause.patterns()) {
            Optional<Boolean> match = isResource(pattern, kind, variables);
            any |= match.orElse(false);
            unresolved |= match.isEmpty();
        }
        return switch (clause) {
            case Resources _ -> any;
            // SEMANTICS 3: an unresolved entry excludes nothing, and an Allow then fails closed.
            case NotResources _ -> !any && (isDeny(statement) || !unresolved);
        };
    }

    /** SEMANTICS 2.3 and 2.4. Empty: a variable is unresolved. */
    private Optional<Boolean> isResource(String pattern, PolicyKind kind, boolean variables) {
        if (pattern.equals("*")) {
            return Optional.of(true);
        }
        Template whole = Template.parse(pattern, variables);
        List<Template> parts = whole.sixParts();
        // SEMANTICS 3: none in partition and service; written all the same, it has no value.
        if (parts.subList(0, Math.min(3, parts.size())).stream().anyMatch(Template::hasVariable)) {
            return Optional.empty();
        }
        noteVariables(whole);
        if (whole.resolve(request.context()).isEmpty()) {
            return Optional.empty();
        }
        if (request.resource().equals("*")) {
            return Optional.of(false);
        }
        if (parts.size() < 6) {
            boolean pads =
                    switch (kind) {
                        case IDENTITY, MANAGED, BOUNDARY, SESSION -> true;
                        case RESOURCE, TRUST -> whole.hasWildcard();
                        case SERVICE_CONTROL -> whole.endsWithAny();
                        case RESOURCE_CONTROL -> false;
                    };
            if (!pads) {
                return Optional.of(false);
            }
        }
        String[] given = request.resource().split(":", 6);
        if (given.length < 6) {
            return Optional.of(false);
        }
        for (int i = 0; i < parts.size(); i++) {
            Template part = parts.get(i).resolve(request.context()).orElseThrow();
            if (!part.matches(given[i], false)) {
                return Optional.of(false);
            }
        }
        return Optional.of(true);
    }

    private void noteVariables(Template template) {
        for (Template.Piece piece : template.pieces()) {
            if (piece instanceof Template.Variable(String key, Optional<String> defaultText)
                    && defaultText.isEmpty()
                    && !request.context().has(key)) {
                missing.add(key);
            }
        }
    }

    private boolean conditionsHold(Statement statement, boolean variables) {
        Conditions conditions =
                new Conditions(
                        request.context(), request.principal(), isDeny(statement), variables);
        boolean all = true;
        for (Condition condition : statement.conditions()) {
            String operator = condition.operator().toLowerCase(Locale.ROOT);
            if (!operator.equals("null")
                    && !operator.endsWith("ifexists")
                    && !request.context().has(condition.key())) {
                missing.add(condition.key());
            }
            all &= conditions.holds(condition);
        }
        return all;
    }
}
