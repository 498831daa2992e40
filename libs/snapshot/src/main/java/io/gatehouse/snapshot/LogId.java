package io.gatehouse.snapshot;

import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.PolicyOwner;

/** Names one log: an account (or {@code aws}) and which service's. */
public record LogId(PolicyOwner owner, LogName log) {

    static LogId of(LogPosition position) {
        return new LogId(position.owner(), position.log());
    }

    @Override
    public String toString() {
        return log.wire() + "/" + owner.text();
    }
}
