package io.gatehouse.identity.role;

import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.view.Columns;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The deletion of a service-linked role, which AWS carries out later and Gatehouse at once; what
 * became of it can be asked.
 *
 * @param id as AWS writes it: {@code task/aws-service-role/<service>/<role>/<uuid>}
 */
record RoleDeletion(String id) {

    private static final Pattern FORM =
            Pattern.compile(
                    "task(/aws-service-role/[^/]+/)([A-Za-z0-9_+=,.@-]{1,64})/[0-9a-f-]{36}");

    static RoleDeletion of(RoleRow role) {
        return new RoleDeletion("task" + role.path() + role.name() + "/" + UUID.randomUUID());
    }

    /** Fails with InvalidInput for text that is no id of a task. */
    static RoleDeletion parse(String id) {
        if (!FORM.matcher(id).matches()) {
            throw RefusedException.of(
                    ErrorCode.INVALID_INPUT, "DeletionTaskId %s is not valid.".formatted(id));
        }
        return new RoleDeletion(id);
    }

    /** Of the role that the task is or was about. */
    Arn role(AccountId account) {
        Matcher parts = FORM.matcher(id);
        if (!parts.matches()) {
            throw new IllegalStateException("an id that was checked");
        }
        return RoleRow.arn(account, new EntityPath(parts.group(1)), new EntityName(parts.group(2)));
    }

    Uni<Void> ended(SqlClient sql, AccountId account, Instant at) {
        return sql.preparedQuery(
                        "INSERT INTO role_deletion (task_id, account, ended) VALUES ($1, $2, $3)")
                .execute(Tuple.of(id, account.digits(), Columns.time(at)))
                .replaceWithVoid();
    }

    Uni<Boolean> hasEnded(SqlClient sql, AccountId account) {
        return sql.preparedQuery("SELECT 1 FROM role_deletion WHERE task_id = $1 AND account = $2")
                .execute(Tuple.of(id, account.digits()))
                .map(rows -> rows.size() > 0);
    }
}
