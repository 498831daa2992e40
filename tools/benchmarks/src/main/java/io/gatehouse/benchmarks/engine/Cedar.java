package io.gatehouse.benchmarks.engine;

import com.cedarpolicy.AuthorizationEngine;
import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.AuthorizationResponse;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.exception.CacheException;
import com.cedarpolicy.model.exception.InternalException;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.IpAddress;
import com.cedarpolicy.value.PrimLong;
import com.cedarpolicy.value.PrimString;
import com.cedarpolicy.value.Value;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Workload W for Cedar: a policy for each statement, the set cached on the native side. Cedar's
 * {@code like} has no {@code ?}; the requests are such that {@code *} answers the same.
 */
final class Cedar {

    private final AuthorizationEngine engine = new BasicAuthorizationEngine();
    private final PolicySet policies;
    private final EntityUID user = uid("User", Question.USER);
    private final EntityUID action = uid("Action", "any");
    private final EntityUID resource = uid("Thing", "any");
    private final Set<Entity> noEntities = Set.of();

    Cedar(List<Rule> rules) {
        try {
            policies =
                    PolicySet.parsePolicies(
                            rules.stream().map(Cedar::policy).collect(Collectors.joining("\n")));
            policies.cache();
        } catch (InternalException | CacheException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EntityUID uid(String type, String id) {
        return EntityTypeName.parse(type).orElseThrow().of(id);
    }

    private static String policy(Rule rule) {
        String actions =
                rule.actions().stream()
                        .map(a -> "context.action like \"" + a + "\"")
                        .collect(Collectors.joining(" || "));
        String arn =
                rule.arnPattern().replace("${aws:username}", Question.USER).replace("??-*", "*-*");
        String condition =
                switch (rule.condition()) {
                    case NONE -> "";
                    case STAGE -> " && context.stage == \"" + Rule.STAGE + "\"";
                    case ADDRESS -> " && context.address.isInRange(ip(\"" + Rule.NETWORK + "\"))";
                    case BEFORE_2030 ->
                            " && context.now < " + Instant.parse(Rule.END).getEpochSecond();
                };
        return "%s(principal, action, resource) when { (%s) && context.arn like \"%s\"%s };"
                .formatted(rule.deny() ? "forbid" : "permit", actions, arn, condition);
    }

    boolean allows(String actionName, String arn, Question facts) {
        Map<String, Value> context =
                Map.of(
                        "action", new PrimString(actionName),
                        "arn", new PrimString(arn),
                        "stage", new PrimString(facts.stage()),
                        "address", new IpAddress(facts.sourceIp()),
                        "now", new PrimLong(Instant.parse(facts.now()).getEpochSecond()));
        try {
            AuthorizationResponse response =
                    engine.isAuthorized(
                            new AuthorizationRequest(user, action, resource, context),
                            policies,
                            noEntities);
            return response.success.orElseThrow().isAllowed();
        } catch (AuthException e) {
            throw new IllegalStateException(e);
        }
    }
}
