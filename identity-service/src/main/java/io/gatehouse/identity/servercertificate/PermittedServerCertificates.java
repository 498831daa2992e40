package io.gatehouse.identity.servercertificate;

import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.log.Permitted;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Finds the server certificate that a request names and asks whether the caller may, on its real
 * ARN and with its tags. Whether it exists is told only to those who may.
 */
@ApplicationScoped
class PermittedServerCertificates {

    private final Pool database;
    private final Gate gate;

    PermittedServerCertificates(Pool database, Gate gate) {
        this.database = database;
        this.gate = gate;
    }

    /**
     * Fails with NoSuchEntity where there is no such certificate.
     *
     * @param keys what this action adds to those of the certificate
     */
    Uni<Permitted<ServerCertificateRow>> require(
            Call call, String action, String certificateName, ContextKeys keys) {
        EntityName name = new EntityName(certificateName);
        return ServerCertificateView.byName(database, call.account(), name)
                .chain(row -> {
                    Arn arn =
                            row.map(ServerCertificateRow::arn)
                                    .orElseGet(() ->
                                            ServerCertificateRow.arn(
                                                    call.account(), EntityPath.ROOT, name));
                    ContextKeys all =
                            row.map(found -> keys.withResourceTags(Form.tagMap(found.tags())))
                                    .orElse(keys);
                    return gate.require(call, action, arn, all)
                            .map(origin ->
                                    new Permitted<>(row.orElseThrow(() -> absent(name)), origin));
                });
    }

    private static RefusedException absent(EntityName name) {
        return RefusedException.of(
                ErrorCode.NO_SUCH_ENTITY,
                "The Server Certificate with name " + name + " cannot be found.");
    }
}
