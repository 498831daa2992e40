package io.gatehouse.replica.decide;

import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.replica.decide.Judge.Matter;

import java.time.Instant;

/** An answer, and what it was about. Immutable. */
public final class Judged {

    private final Matter matter;
    private final Instant at;
    private final CheckResponse response;

    Judged(Matter matter, Instant at, CheckResponse response) {
        this.matter = matter;
        this.at = at;
        this.response = response;
    }

    public CheckResponse response() {
        return response;
    }

    /** The reading of the clock that it was decided by. */
    public Instant at() {
        return at;
    }

    /** ARN of the principal, also where the question named it by a token. */
    public String principal() {
        return matter.principal().arn();
    }

    /** The principal's account; for a principal of no account the resource's, else {@code aws}. */
    public PolicyOwner owner() {
        return matter.owners().getFirst();
    }

    Matter matter() {
        return matter;
    }
}
