package io.gatehouse.policyservice.lastaccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gatehouse.policyservice.directory.PrincipalRow;
import io.gatehouse.policyservice.lastaccess.LastAccess.Use;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

class ServiceReportTest {

    private static final Instant EARLY = Instant.parse("2026-11-01T10:00:00Z");
    private static final Instant LATE = Instant.parse("2026-11-02T10:00:00Z");

    private final ServiceReport report =
            ServiceReport.of(
                    new Subjects.Subject(
                            List.of("ec2", "s3"), List.of(user("AIDA1"), user("AIDA2"))),
                    List.of(
                            new Use("AIDA1", "s3", "GetObject", EARLY),
                            new Use("AIDA2", "s3", "GetObject", LATE),
                            new Use("AIDA1", "s3", "PutObject", EARLY),
                            new Use("AIDA9", "s3", "GetObject", LATE.plusSeconds(1))));

    @Test
    void the_last_use_of_a_service_counts_only_who_could_use_it() {
        assertThat(report.last("s3").map(Use::at)).contains(LATE);
        assertThat(report.entities("s3")).isEqualTo(2);
        assertThat(report.last("ec2")).isEmpty();
    }

    @Test
    void each_action_has_its_own_last_use() {
        assertThat(report.actions("s3"))
                .extracting(Use::action, Use::at)
                .containsExactly(tuple("GetObject", LATE), tuple("PutObject", EARLY));
    }

    @Test
    void whoever_never_used_it_is_told_too() {
        assertThat(report.byUser("ec2"))
                .containsEntry("AIDA1", Optional.empty())
                .containsEntry("AIDA2", Optional.empty());
        assertThat(report.byUser("s3")).containsEntry("AIDA1", Optional.of(EARLY));
    }

    private static PrincipalRow user(String id) {
        PrincipalRow row = new PrincipalRow();
        row.id = id;
        return row;
    }
}
