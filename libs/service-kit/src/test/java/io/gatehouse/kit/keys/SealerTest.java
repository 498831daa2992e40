package io.gatehouse.kit.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class SealerTest {

    private final List<NamedKey> present = new ArrayList<>(List.of(key("a", 1)));
    private final Sealer sealer = new Sealer(() -> new KeyRing(KeyPurpose.MASTER, present));
    private final byte[] plain = bytes("the secret of a key");
    private final byte[] owner = bytes("AKIA1");

    private static NamedKey key(String kid, int fill) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) fill);
        return new NamedKey(kid, secret);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void what_is_sealed_opens() {
        byte[] sealed = sealer.seal(plain, owner);
        assertThat(sealer.open(sealed, owner)).isEqualTo(plain);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
        assertThat(sealer.seal(plain, owner)).isNotEqualTo(sealed);
    }

    @Test
    void what_was_sealed_for_another_does_not_open() {
        byte[] sealed = sealer.seal(plain, owner);
        assertThatThrownBy(() -> sealer.open(sealed, bytes("AKIA2")))
                .isInstanceOf(BrokenSealException.class);
    }

    @Test
    void no_changed_byte_goes_unseen() {
        byte[] sealed = sealer.seal(plain, owner);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> sealer.open(changed, owner))
                    .isInstanceOfAny(BrokenSealException.class, MissingKeyException.class);
        }
        for (int length = 0; length < sealed.length; length++) {
            byte[] shorter = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> sealer.open(shorter, owner))
                    .isInstanceOfAny(BrokenSealException.class, MissingKeyException.class);
        }
    }

    @Test
    void an_old_key_opens_what_it_sealed_until_it_is_gone() {
        byte[] old = sealer.seal(plain, owner);
        assertThat(sealer.isNewest(old)).isTrue();
        present.add(key("b", 2));
        assertThat(sealer.isNewest(old)).isFalse();
        assertThat(sealer.isNewest(sealer.seal(plain, owner))).isTrue();
        assertThat(sealer.open(old, owner)).isEqualTo(plain);
        present.removeFirst();
        assertThat(sealer.open(sealer.seal(plain, owner), owner)).isEqualTo(plain);
        assertThatThrownBy(() -> sealer.open(old, owner)).hasMessageContaining("key `a`");
    }
}
