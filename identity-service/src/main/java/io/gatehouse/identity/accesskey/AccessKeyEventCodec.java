package io.gatehouse.identity.accesskey;

import io.gatehouse.identity.accesskey.AccessKeyEvent.AccessKeyActivated;
import io.gatehouse.identity.accesskey.AccessKeyEvent.AccessKeyCreated;
import io.gatehouse.identity.accesskey.AccessKeyEvent.AccessKeyDeactivated;
import io.gatehouse.identity.accesskey.AccessKeyEvent.AccessKeyDeleted;
import io.gatehouse.identity.value.EventCodec.Written;
import io.gatehouse.identity.value.Fields;
import io.gatehouse.identity.value.PersonalValues;

import java.util.Optional;

/** Access-key events as they stand in an owner's stream, under the owner's prefix. */
public final class AccessKeyEventCodec {

    private final String created;
    private final String activated;
    private final String deactivated;
    private final String deleted;

    /**
     * @param prefix such as {@code user.access-key}
     */
    public AccessKeyEventCodec(String prefix) {
        this.created = prefix + "-created";
        this.activated = prefix + "-activated";
        this.deactivated = prefix + "-deactivated";
        this.deleted = prefix + "-deleted";
    }

    public Written write(AccessKeyEvent event) {
        Fields fields = Fields.writing(PersonalValues.CLEAR).put("access_key_id", event.id());
        return switch (event) {
            case AccessKeyCreated(var _, var at) -> fields.put("created", at).as(created, 1);
            case AccessKeyActivated _ -> fields.as(activated, 1);
            case AccessKeyDeactivated _ -> fields.as(deactivated, 1);
            case AccessKeyDeleted _ -> fields.as(deleted, 1);
        };
    }

    /** Empty where the event is not about an access key. */
    public Optional<AccessKeyEvent> read(Written written) {
        Fields fields = Fields.reading(written, PersonalValues.CLEAR);
        String name = written.version() == 1 ? written.type() : "";
        if (name.equals(created)) {
            return Optional.of(
                    new AccessKeyCreated(fields.id("access_key_id"), fields.instant("created")));
        }
        if (name.equals(activated)) {
            return Optional.of(new AccessKeyActivated(fields.id("access_key_id")));
        }
        if (name.equals(deactivated)) {
            return Optional.of(new AccessKeyDeactivated(fields.id("access_key_id")));
        }
        return name.equals(deleted)
                ? Optional.of(new AccessKeyDeleted(fields.id("access_key_id")))
                : Optional.empty();
    }
}
