package io.gatehouse.policyservice.directory;

import io.gatehouse.model.LogPosition;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.smallrye.mutiny.Uni;

/** Told by the feed that a principal is no more; what hung on it goes. Telling twice is once. */
public interface DeletedPrincipals {

    /**
     * Ends the principal here.
     *
     * @param at where in identity's log it says so
     * @param cause names the fact; stands in the events
     */
    Uni<Void> ended(PrincipalKind kind, UniqueId id, LogPosition at, String cause);
}
