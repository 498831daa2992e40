package io.gatehouse.replica.decide;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policy.decision.Principal;
import io.gatehouse.replica.decide.Judge.Matter;
import io.gatehouse.snapshot.SnapshotView;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * Who is billed for a decision: the principal's account, or the resource's where the principal has
 * none. Allocates nothing for principals that exist.
 */
final class Billed {

    private static final String NOBODY = "-";
    private static final String UNKNOWN = "unknown";

    private Billed() {}

    static void count(
            SnapshotView view, Matter matter, Question question, Instant now, DecisionCount count) {
        switch (matter) {
            case Matter.Open open ->
                    count.decided(
                            account(open.request().principal(), question.resourceAccount()),
                            principal(open.request().principal()),
                            question.action().vendor(),
                            question.action().name(),
                            now.getEpochSecond());
            case Matter.Stranger stranger ->
                    count.decided(
                            known(view, stranger.principal().account()),
                            UNKNOWN,
                            question.action().vendor(),
                            question.action().name(),
                            now.getEpochSecond());
        }
    }

    private static String account(Principal principal, @Nullable AccountId owner) {
        AccountId home = principal.account();
        AccountId billed = home == null ? owner : home;
        return billed == null ? NOBODY : billed.digits();
    }

    /** An account that anybody can make up is nobody's. */
    private static String known(SnapshotView view, @Nullable AccountId account) {
        return account == null || view.revision(List.of(account)).positions().isEmpty()
                ? NOBODY
                : account.digits();
    }

    private static String principal(Principal principal) {
        return switch (principal) {
            case Principal.AccountRoot root -> root.account().digits();
            case Principal.User user -> text(user.id());
            case Principal.AssumedRole session -> text(session.roleId());
            case Principal.FederatedUser federated -> text(federated.userId());
            case Principal.ServicePrincipal service -> service.name();
            case Principal.WebIdentity _ -> "federated";
            case Principal.Anonymous _ -> "anonymous";
        };
    }

    private static String text(@Nullable UniqueId id) {
        return id == null ? UNKNOWN : id.text();
    }
}
