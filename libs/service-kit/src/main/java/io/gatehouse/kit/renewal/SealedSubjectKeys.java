package io.gatehouse.kit.renewal;

import io.gatehouse.eventstore.KeyWrapping;
import io.gatehouse.eventstore.SubjectKeyRenewal;
import io.gatehouse.eventstore.SubjectKeyRenewal.Place;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

/** The keys of subjects, wrapped under master keys. */
public final class SealedSubjectKeys implements SealedValues {

    private final SubjectKeyRenewal keys;

    public SealedSubjectKeys(KeyWrapping wrapping) {
        this.keys = new SubjectKeyRenewal(wrapping);
    }

    @Override
    public String name() {
        return "subject_key";
    }

    @Override
    public Uni<Step> step(SqlClient sql, String after, int atMost) {
        return keys.step(sql, place(after), atMost)
                .map(step ->
                        new Step(
                                step.newest(),
                                step.older(),
                                step.next()
                                        .map(next -> next.owner() + '/' + next.subject())
                                        .orElse("")));
    }

    /** An owner has no slash. */
    private static Place place(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? Place.START
                : new Place(text.substring(0, slash), text.substring(slash + 1));
    }
}
