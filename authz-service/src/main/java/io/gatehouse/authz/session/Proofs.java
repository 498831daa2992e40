package io.gatehouse.authz.session;

import io.gatehouse.authz.v1.Principal;
import io.smallrye.mutiny.Uni;

import java.util.List;

/** Looks into the proofs that principals bring, before anything is decided about them. */
@FunctionalInterface
public interface Proofs {

    /** Done when all are known to be genuine or not; fails where nobody can tell at the moment. */
    Uni<Void> verify(List<Principal> principals);
}
