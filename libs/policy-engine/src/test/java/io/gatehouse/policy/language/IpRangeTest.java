package io.gatehouse.policy.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Random;

/** SEMANTICS 4: addresses are compared as numbers. */
class IpRangeTest {

    @ParameterizedTest(name = "{1} in {0}: {2}")
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.1.2.3/8, 10.9.9.9, true",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 203.0.113.9, false",
        "::/0, 2001:db8::1, true",
        "2001:DB8::1, 2001:0db8:0:0:0:0:0:1, true",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "2001:db8::/127, 2001:db8::1, true",
        "2001:db8::/128, 2001:db8::1, false",
        "::ffff:10.0.0.1, ::ffff:a00:1, true",
        "10.0.0.1, ::ffff:10.0.0.1, false",
    })
    void contains(String range, String address, boolean expected) {
        IpParser parser = new IpParser();
        assertThat(parser.parse(address)).isTrue();
        assertThat(IpRange.parse(range).orElseThrow().contains(parser)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "01.2.3.4",
                "1.2.3.4/33",
                "1.2.3.4/",
                "1.2.3.4/x",
                "a.b.c.d",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "12345::",
                "::g",
                "1:2:3:4:5:6:7:8::",
                "::1/129",
                "1.2.3.4::",
                "example.com",
                "1:"
            })
    void what_is_not_an_address_is_not_read(String text) {
        assertThat(IpRange.parse(text)).isEmpty();
    }

    @Test
    void any_ipv6_text_that_java_writes_is_read_as_the_same_number() throws UnknownHostException {
        Random chance = new Random(7);
        IpParser parser = new IpParser();
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[16];
            chance.nextBytes(bytes);
            for (int zero = chance.nextInt(16); zero > 0; zero--) {
                bytes[chance.nextInt(16)] = 0;
            }
            String text = InetAddress.getByAddress(bytes).getHostAddress();
            String shortened = text.replaceFirst("(^|:)0(:0)+(:|$)", "::");
            ByteBuffer number = ByteBuffer.wrap(bytes);
            long high = number.getLong();
            long low = number.getLong();
            for (String form : new String[] {text, shortened}) {
                if (form.indexOf(':') >= 0) {
                    assertThat(parser.parse(form)).as(form).isTrue();
                    assertThat(parser.high()).as(form).isEqualTo(high);
                    assertThat(parser.low()).as(form).isEqualTo(low);
                }
            }
        }
    }
}
