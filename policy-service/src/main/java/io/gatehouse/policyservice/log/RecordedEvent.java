package io.gatehouse.policyservice.log;

import io.gatehouse.policyservice.value.EncodedEvent;

/**
 * One event in its two forms.
 *
 * @param stored with personal values sealed
 * @param published the same with personal values in clear; its topic's retention is finite
 */
public record RecordedEvent(EncodedEvent stored, EncodedEvent published) {

    /** Of an event without personal values. */
    public static RecordedEvent plain(EncodedEvent event) {
        return new RecordedEvent(event, event);
    }
}
