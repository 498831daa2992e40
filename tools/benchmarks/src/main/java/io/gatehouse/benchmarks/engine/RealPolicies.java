package io.gatehouse.benchmarks.engine;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.gatehouse.policy.decision.CompiledPolicy;
import io.gatehouse.policy.decision.PolicyName;
import io.gatehouse.policy.decision.PolicySet;
import io.gatehouse.policy.language.ParsedPolicy;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PolicyParser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * AWS's managed policies: how long they take to parse and compile, and what they weigh.
 *
 * @param parseMillis all texts to documents, after warm-up
 * @param compileMillis all documents to compiled policies and a set each
 * @param bytes of heap that the compiled sets keep, their documents included
 */
record RealPolicies(int count, long parseMillis, long compileMillis, long bytes) {

    private static final int WARM_UP = 4;

    static Optional<RealPolicies> measure(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        ObjectMapper json = new ObjectMapper();
        List<String> texts = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                texts.add(json.readTree(line).get("document").toString());
            }
        }
        RealPolicies result = once(texts);
        for (int i = 0; i < WARM_UP; i++) {
            result = once(texts);
        }
        return Optional.of(result);
    }

    private static RealPolicies once(List<String> texts) {
        long before = usedHeap();
        long start = System.nanoTime();
        List<ParsedPolicy.Valid> parsed = new ArrayList<>();
        for (String text : texts) {
            if (!(PolicyParser.read(text, PolicyKind.MANAGED) instanceof ParsedPolicy.Valid v)) {
                throw new IllegalStateException("a policy of AWS is refused: " + text);
            }
            parsed.add(v);
        }
        long middle = System.nanoTime();
        PolicySet[] sets = new PolicySet[texts.size()];
        for (int i = 0; i < sets.length; i++) {
            sets[i] =
                    PolicySet.of(
                            CompiledPolicy.compile(
                                    parsed.get(i).document(), PolicyName.of("p" + i)));
        }
        long end = System.nanoTime();
        parsed.clear();
        long bytes = usedHeap() - before;
        return new RealPolicies(
                sets.length, (middle - start) / 1_000_000, (end - middle) / 1_000_000, bytes);
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
