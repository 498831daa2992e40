package io.gatehouse.policyservice.simulation;

import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.policyservice.directory.Directory;
import io.gatehouse.policyservice.directory.PrincipalRow;
import io.gatehouse.policyservice.request.Access;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.gatehouse.policyservice.value.Refusals;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Optional;

/**
 * The user, group or role of the caller's account that an ARN in a request names, as fresh as the
 * request's heads. Who may not is told nothing about what exists.
 */
@ApplicationScoped
public class PolicySources {

    private final Access access;
    private final Directory directory;

    PolicySources(Access access, Directory directory) {
        this.access = access;
        this.directory = directory;
    }

    /**
     * The principal, once the caller may do this to it; NoSuchEntity where there is none.
     *
     * @param action of IAM, such as {@code SimulatePrincipalPolicy}
     */
    public Uni<PrincipalRow> require(Call call, String action, @Nullable String arn) {
        Named named = Named.parse(arn);
        return directory
                .reached(call, call.account())
                .chain(() -> directory.row(call.account(), named.kind(), named.name()))
                .chain(found -> {
                    ContextKeys keys =
                            found.map(row ->
                                            ContextKeys.none().withResourceTags(row.known().tags()))
                                    .orElse(ContextKeys.none());
                    return access.require(call, action, named.arn().toString(), keys)
                            .map(_ ->
                                    found.filter(row -> row.known().arn().equals(named.arn()))
                                            .orElseThrow(() -> noSuch(named)));
                });
    }

    private static RefusedException noSuch(Named named) {
        return new RefusedException(Refusals.noSuchPrincipal(named.kind(), named.name()));
    }

    /** An ARN of a user, group or role. */
    record Named(Arn arn, PrincipalKind kind, String name) {

        static Named parse(@Nullable String text) {
            return tryParse(text)
                    .orElseThrow(() ->
                            RefusedException.of(
                                    ErrorCode.INVALID_INPUT,
                                    "ARN %s is not valid.".formatted(text)));
        }

        private static Optional<Named> tryParse(@Nullable String text) {
            if (text == null || !Arn.isArn(text)) {
                return Optional.empty();
            }
            Arn arn = Arn.parse(text);
            String resource = arn.resource();
            int slash = resource.indexOf('/');
            String name = resource.substring(resource.lastIndexOf('/') + 1);
            if (!arn.service().equals("iam") || slash < 0 || name.isEmpty()) {
                return Optional.empty();
            }
            try {
                String kind = resource.substring(0, slash).toLowerCase(Locale.ROOT);
                return Optional.of(new Named(arn, PrincipalKind.parse(kind), name));
            } catch (IllegalArgumentException _) {
                return Optional.empty();
            }
        }
    }
}
