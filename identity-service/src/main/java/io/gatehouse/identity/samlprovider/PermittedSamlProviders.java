package io.gatehouse.identity.samlprovider;

import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.log.Permitted;
import io.gatehouse.identity.value.EntityName;
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
import java.util.regex.Pattern;

/**
 * Finds the provider that a request names by ARN and asks whether the caller may. Whether a
 * provider exists is told only to those who may.
 */
@ApplicationScoped
class PermittedSamlProviders {

    private static final Pattern RESOURCE = Pattern.compile("saml-provider/[A-Za-z0-9_.-]{1,128}");

    private final Pool database;
    private final Gate gate;

    PermittedSamlProviders(Pool database, Gate gate) {
        this.database = database;
        this.gate = gate;
    }

    /** Fails with NoSuchEntity where there is no such provider. */
    Uni<Permitted<SamlProviderRow>> require(
            Call call, String action, String text, ContextKeys keys) {
        Arn arn = parse(text);
        EntityName name = new EntityName(arn.resource().substring("saml-provider/".length()));
        Uni<Optional<SamlProviderRow>> found =
                arn.account().equals(call.account().digits())
                        ? SamlProviderView.byName(database, call.account(), name)
                        : Uni.createFrom().item(Optional.empty());
        return found.chain(row -> {
            ContextKeys all =
                    row.map(provider -> keys.withResourceTags(Form.tagMap(provider.tags())))
                            .orElse(keys);
            return gate.require(call, action, arn, all)
                    .map(origin -> new Permitted<>(row.orElseThrow(() -> absent(text)), origin));
        });
    }

    private static Arn parse(String text) {
        if (Arn.isArn(text)) {
            Arn arn = Arn.parse(text);
            if (arn.service().equals("iam") && RESOURCE.matcher(arn.resource()).matches()) {
                return arn;
            }
        }
        throw RefusedException.of(ErrorCode.INVALID_INPUT, "Invalid ARN: " + text);
    }

    private static RefusedException absent(String arn) {
        return RefusedException.of(ErrorCode.NO_SUCH_ENTITY, "Manifest not found for arn " + arn);
    }
}
