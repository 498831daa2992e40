package io.gatehouse.kit.keys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class KeyRingTest {

    private static final NamedKey OLD = new NamedKey("k1", new byte[32]);
    private static final NamedKey NEW = new NamedKey("k2", new byte[32]);

    @Test
    void derived_keys_are_of_their_label_alone_and_keep_their_names() {
        KeyRing ring = new KeyRing(KeyPurpose.MASTER, List.of(OLD, NEW));
        KeyRing sessions = ring.derived("sessions");
        assertThat(sessions.newest().kid()).isEqualTo("k2");
        assertThat(sessions.newest()).isNotEqualTo(NEW);
        assertThat(sessions.newest()).isNotEqualTo(ring.derived("answers").newest());
        assertThat(sessions.byId("k1")).isPresent();
        assertThat(sessions).isSameAs(ring.derived("sessions"));
    }

    @Test
    void a_rotation_is_another_ring_whose_derived_keys_follow_it() {
        KeyRing before = new KeyRing(KeyPurpose.MASTER, List.of(OLD));
        KeyRing after = new KeyRing(KeyPurpose.MASTER, List.of(OLD, NEW));
        assertThat(after.derived("sessions").newest().kid()).isEqualTo("k2");
        assertThat(after.derived("sessions").byId("k1"))
                .contains(before.derived("sessions").newest());
    }
}
