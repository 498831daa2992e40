package io.gatehouse.policy.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import io.gatehouse.policy.decision.CompiledPolicy;
import io.gatehouse.policy.decision.PolicyName;
import io.gatehouse.policy.language.ParsedPolicy;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PolicyParser;
import io.gatehouse.policy.language.PolicyPrinter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** The parser answers every text, and what it accepts prints and compiles. */
class ParserFuzzTest {

    private static final List<PolicyKind> KINDS =
            List.of(
                    PolicyKind.IDENTITY,
                    PolicyKind.MANAGED,
                    PolicyKind.RESOURCE,
                    PolicyKind.TRUST,
                    PolicyKind.BOUNDARY,
                    PolicyKind.SESSION,
                    PolicyKind.SERVICE_CONTROL,
                    PolicyKind.RESOURCE_CONTROL);

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    @FuzzTest(maxDuration = "60s")
    void every_text_has_an_answer(byte[] data) {
        if (data.length == 0) {
            return;
        }
        PolicyKind kind = KINDS.get((data[0] & 0xff) % KINDS.size());
        String text = new String(data, 1, data.length - 1, StandardCharsets.ISO_8859_1);
        boolean writable = PolicyParser.parse(text, kind) instanceof ParsedPolicy.Valid;
        boolean readable = PolicyParser.read(text, kind) instanceof ParsedPolicy.Valid;
        assertThat(PolicyParser.review(text, kind, NOW) instanceof ParsedPolicy.Valid)
                .as("advice neither adds problems nor takes them away")
                .isEqualTo(readable);
        switch (PolicyParser.read(text, kind)) {
            case ParsedPolicy.Valid valid -> {
                String printed = PolicyPrinter.print(valid.document());
                assertThat(PolicyParser.read(printed, kind))
                        .isInstanceOfSatisfying(
                                ParsedPolicy.Valid.class,
                                v -> assertThat(v.document()).isEqualTo(valid.document()));
                assertThat(CompiledPolicy.compile(valid.document(), PolicyName.of("p")))
                        .isNotNull();
            }
            case ParsedPolicy.Invalid invalid -> {
                assertThat(writable).as("what may be written can be read").isFalse();
                assertThat(invalid.first().line()).isPositive();
                assertThat(invalid.first().column()).isPositive();
            }
        }
    }
}
