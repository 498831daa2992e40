package io.gatehouse.identity.oidcprovider;

import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.identity.log.Permitted;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.Optional;

/**
 * Finds the provider that a request names by ARN and asks whether the caller may. Whether a
 * provider exists is told only to those who may.
 */
@ApplicationScoped
class PermittedOidcProviders {

    private static final String PREFIX = "oidc-provider/";

    private final Pool database;
    private final Gate gate;

    PermittedOidcProviders(Pool database, Gate gate) {
        this.database = database;
        this.gate = gate;
    }

    /** Fails with NoSuchEntity where there is no such provider. */
    Uni<Permitted<OidcProviderRow>> require(
            Call call, String action, String arn, ContextKeys keys) {
        return find(call, action, arn, keys)
                .map(found ->
                        new Permitted<>(
                                found.target().orElseThrow(() -> absent(arn)), found.origin()));
    }

    /** Empty where there is no such provider. */
    Uni<Permitted<Optional<OidcProviderRow>>> find(
            Call call, String action, String text, ContextKeys keys) {
        Arn arn = parse(text);
        Uni<Optional<OidcProviderRow>> found =
                arn.account().equals(call.account().digits())
                        ? OidcProviderView.byName(
                                database, call.account(), arn.resource().substring(PREFIX.length()))
                        : Uni.createFrom().item(Optional.empty());
        return found.chain(row -> {
            ContextKeys all =
                    row.map(provider -> keys.withResourceTags(Form.tagMap(provider.tags())))
                            .orElse(keys);
            Uni<Origin> origin = gate.require(call, action, arn, all);
            return origin.map(permitted -> new Permitted<>(row, permitted));
        });
    }

    private static Arn parse(String text) {
        if (Arn.isArn(text)) {
            Arn arn = Arn.parse(text);
            if (arn.service().equals("iam") && arn.resource().startsWith(PREFIX)) {
                return arn;
            }
        }
        throw RefusedException.of(ErrorCode.INVALID_INPUT, "Invalid ARN: " + text);
    }

    private static RefusedException absent(String arn) {
        return RefusedException.of(
                ErrorCode.NO_SUCH_ENTITY, "OpenIDConnect Provider not found for arn " + arn);
    }
}
