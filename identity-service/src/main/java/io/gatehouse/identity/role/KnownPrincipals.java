package io.gatehouse.identity.role;

import io.gatehouse.identity.role.TrustedName.Anyone;
import io.gatehouse.identity.role.TrustedName.FederatedUserArn;
import io.gatehouse.identity.role.TrustedName.Nothing;
import io.gatehouse.identity.role.TrustedName.PrincipalId;
import io.gatehouse.identity.role.TrustedName.RoleArn;
import io.gatehouse.identity.role.TrustedName.SessionArn;
import io.gatehouse.identity.role.TrustedName.SessionId;
import io.gatehouse.identity.role.TrustedName.UserArn;
import io.gatehouse.identity.role.TrustedName.WholeAccount;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Those of the principals named in trust policies that exist on this system, as they were found.
 *
 * @param idsByArn unique ids of users and roles by ARN, exactly as written
 * @param roleIdsByName unique ids of roles by {@link #roleKey}
 * @param arnsById ARNs of users and roles by unique id
 */
record KnownPrincipals(
        Set<AccountId> accounts,
        Map<String, String> idsByArn,
        Map<String, String> roleIdsByName,
        Map<String, Arn> arnsById) {

    KnownPrincipals {
        accounts = Set.copyOf(accounts);
        idsByArn = Map.copyOf(idsByArn);
        roleIdsByName = Map.copyOf(roleIdsByName);
        arnsById = Map.copyOf(arnsById);
    }

    static String roleKey(AccountId account, String nameKey) {
        return account + "/" + nameKey;
    }

    /** How a principal is stored; empty where nobody of that name exists here (SEMANTICS 8). */
    Optional<String> stored(String text) {
        return switch (TrustedName.parse(text)) {
            case Anyone() -> Optional.of(text);
            case WholeAccount(AccountId account) ->
                    accounts.contains(account)
                            ? Optional.of(Arn.iam(account, "root").toString())
                            : Optional.empty();
            case UserArn(var _, var _, var arn) ->
                    Optional.ofNullable(idsByArn.get(arn.toString()));
            case RoleArn(var _, var _, var arn) ->
                    Optional.ofNullable(idsByArn.get(arn.toString()));
            case SessionArn(var account, var role, var session) ->
                    Optional.ofNullable(roleIdsByName.get(roleKey(account, role.key())))
                            .map(id -> id + ":" + session);
            case FederatedUserArn(AccountId account, var _) ->
                    accounts.contains(account) ? Optional.of(text) : Optional.empty();
            case PrincipalId(var id) ->
                    arnsById.containsKey(id.text()) ? Optional.of(text) : Optional.empty();
            case SessionId(var role, var _) ->
                    arnsById.containsKey(role.text()) ? Optional.of(text) : Optional.empty();
            case Nothing() -> Optional.empty();
        };
    }

    /** How a stored principal is shown: by ARN, or raw where its id dangles. */
    String shown(String stored) {
        return switch (TrustedName.parse(stored)) {
            case PrincipalId(var id) ->
                    Optional.ofNullable(arnsById.get(id.text())).map(Arn::toString).orElse(stored);
            case SessionId(var role, var session) ->
                    Optional.ofNullable(arnsById.get(role.text()))
                            .map(arn -> sessionArn(arn, session))
                            .orElse(stored);
            case Anyone _,
                    WholeAccount _,
                    UserArn _,
                    RoleArn _,
                    SessionArn _,
                    FederatedUserArn _,
                    Nothing _ ->
                    stored;
        };
    }

    private static String sessionArn(Arn role, String session) {
        String name = role.resource().substring(role.resource().lastIndexOf('/') + 1);
        return Arn.sts(new AccountId(role.account()), "assumed-role/" + name + "/" + session)
                .toString();
    }
}
