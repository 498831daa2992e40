package io.gatehouse.identity.federation;

import io.gatehouse.identity.mapping.MappedSession;
import io.gatehouse.identity.mapping.MappingView;
import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.Optional;

/** Asks the provider's mapping for the role that somebody gets who names none. */
@ApplicationScoped
class MappedRoles {

    private final Pool database;

    MappedRoles(Pool database) {
        this.database = database;
    }

    /**
     * Fails with AccessDenied where the mapping gives no role, or another than the one asked for.
     *
     * @param wanted empty where the mapping alone decides
     */
    Uni<RoleWish> wish(Vouched by, Optional<Arn> wanted) {
        return MappingView.of(database, new ProviderId(by.providerId()))
                .map(found ->
                        found.map(row ->
                                        MappedSession.of(
                                                row.rules(), by.attributes(), by.subject()))
                                .orElseThrow(() -> denied("the provider has no mapping to roles")))
                .map(mapped -> wish(by, wanted, mapped));
    }

    private static RoleWish wish(Vouched by, Optional<Arn> wanted, MappedSession mapped) {
        return switch (mapped) {
            case MappedSession.Refused(var _, String message) -> throw denied(message);
            case MappedSession.Of of -> {
                if (wanted.isPresent() && !wanted.get().equals(of.role())) {
                    throw denied("the provider's mapping gives another role");
                }
                yield RoleWish.of(of.role(), of.sessionName(), by)
                        .tagged(by.tags().with(of.tags()));
            }
        };
    }

    private static RefusedException denied(String why) {
        return RefusedException.of(
                ErrorCode.ACCESS_DENIED, "Not authorized to assume a role: " + why);
    }
}
