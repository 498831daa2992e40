package io.gatehouse.policy.decision;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policy.language.ParsedPolicy;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PolicyParser;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/** Builds requests and policies in few words; single quotes stand for double ones. */
final class Given {

    static final AccountId A = new AccountId("111111111111");
    static final AccountId B = new AccountId("222222222222");
    static final UniqueId ALICE_ID = new UniqueId("AIDAALICEALICEALICE22");
    static final UniqueId ROLE_ID = new UniqueId("AROAROLEROLEROLEROLE2");
    static final Principal ALICE =
            new Principal.User("arn:aws:iam::111111111111:user/alice", A, "alice", ALICE_ID);
    static final Principal SESSION =
            new Principal.AssumedRole(
                    "arn:aws:sts::111111111111:assumed-role/r/sess",
                    A,
                    "arn:aws:iam::111111111111:role/app/r",
                    "r",
                    "sess",
                    ROLE_ID);
    static final Principal FEDERATED =
            new Principal.FederatedUser(
                    "arn:aws:sts::111111111111:federated-user/fed",
                    A,
                    "fed",
                    "arn:aws:iam::111111111111:user/alice",
                    ALICE_ID);
    static final Principal ROOT = Principal.AccountRoot.of(A);
    static final Principal ANONYMOUS = new Principal.Anonymous();

    private final DecisionEngine engine = new DecisionEngine();
    private final ApplicablePolicies.Builder policies = ApplicablePolicies.builder();
    private final RequestContext.Builder context = RequestContext.builder();
    private Principal principal = ALICE;
    private String action = "s3:GetObject";
    private String resource = "arn:aws:s3:::b/k";
    private @Nullable AccountId owner;
    private @Nullable Boolean required;

    static Given alice() {
        return new Given();
    }

    static Given caller(Principal principal) {
        Given given = new Given();
        given.principal = principal;
        return given;
    }

    Given asks(String anAction, String aResource) {
        action = anAction;
        resource = aResource;
        return this;
    }

    Given ownedBy(AccountId account) {
        owner = account;
        return this;
    }

    Given resourcePolicyRequired(boolean value) {
        required = value;
        return this;
    }

    Given with(String key, String... values) {
        context.put(key, Arrays.asList(values));
        return this;
    }

    Given identity(String... statements) {
        policies.identity(set(PolicyKind.IDENTITY, statements));
        return this;
    }

    Given identityDocument(String document) {
        policies.identity(PolicySet.of(compile(PolicyKind.IDENTITY, document)));
        return this;
    }

    Given boundary(String... statements) {
        policies.boundary(set(PolicyKind.BOUNDARY, statements));
        return this;
    }

    Given session(String... statements) {
        policies.session(set(PolicyKind.SESSION, statements));
        return this;
    }

    Given resourcePolicy(String... statements) {
        policies.resource(set(PolicyKind.RESOURCE, statements), PrincipalMatching.FROM_REQUEST);
        return this;
    }

    Given storedResourcePolicy(String... statements) {
        policies.resource(set(PolicyKind.RESOURCE, statements), PrincipalMatching.STORED);
        return this;
    }

    Given trust(String... statements) {
        policies.resource(set(PolicyKind.TRUST, statements), PrincipalMatching.STORED);
        return this;
    }

    Given trustByArn(String... statements) {
        policies.resource(set(PolicyKind.TRUST, statements), PrincipalMatching.FROM_REQUEST);
        return this;
    }

    Given serviceControl(PolicySet... levels) {
        policies.serviceControl(List.of(levels));
        return this;
    }

    Given resourceControl(PolicySet... levels) {
        policies.resourceControl(List.of(levels));
        return this;
    }

    static PolicySet set(PolicyKind kind, String... statements) {
        if (statements.length == 0) {
            return PolicySet.EMPTY;
        }
        String document =
                "{'Version':'2012-10-17','Statement':[%s]}".formatted(String.join(",", statements));
        return PolicySet.of(compile(kind, document));
    }

    static CompiledPolicy compile(PolicyKind kind, String document) {
        ParsedPolicy parsed = PolicyParser.read(document.replace('\'', '"'), kind);
        return switch (parsed) {
            case ParsedPolicy.Valid valid ->
                    CompiledPolicy.compile(valid.document(), PolicyName.of(kind.name()));
            case ParsedPolicy.Invalid invalid ->
                    throw new IllegalArgumentException(invalid.problems().toString());
        };
    }

    static String allow(String action, String resource) {
        return "{'Effect':'Allow','Action':'%s','Resource':'%s'}".formatted(action, resource);
    }

    static String deny(String action, String resource) {
        return "{'Effect':'Deny','Action':'%s','Resource':'%s'}".formatted(action, resource);
    }

    static String when(String statement, String condition) {
        return statement.substring(0, statement.length() - 1) + ",'Condition':{" + condition + "}}";
    }

    static String to(String principal, String statement) {
        return statement.substring(0, statement.length() - 1) + ",'Principal':" + principal + "}";
    }

    ApplicablePolicies policies() {
        return policies.build();
    }

    AuthorizationRequest request() {
        PrincipalKeys.supply(principal, context);
        AuthorizationRequest request =
                AuthorizationRequest.of(principal, action, resource, context.build());
        if (owner != null) {
            request = request.withResourceAccount(owner);
        }
        if (required != null) {
            request = request.withResourcePolicyRequired(required);
        }
        return request;
    }

    Verdict verdict() {
        return engine.decide(policies(), request());
    }

    Explanation explanation() {
        return engine.explain(policies(), request());
    }

    /** A, E or I, as SEMANTICS 12 writes them. */
    String outcome() {
        Verdict verdict = verdict();
        if (!verdict.warnings().isEmpty()
                && verdict.warnings().getFirst().startsWith("the evaluation failed")) {
            throw new AssertionError(verdict.warnings().toString());
        }
        return switch (verdict.decision()) {
            case ALLOWED -> "A";
            case EXPLICITLY_DENIED -> "E";
            case IMPLICITLY_DENIED -> "I";
        };
    }
}
