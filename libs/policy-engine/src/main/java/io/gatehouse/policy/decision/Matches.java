package io.gatehouse.policy.decision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The matching statements of one effect, layer by layer. Reused; allocates only when it grows. */
final class Matches {

    private CompiledStatement[] statements = new CompiledStatement[16];
    private Layer[] layers = new Layer[16];
    private int size;

    void clear() {
        size = 0;
    }

    /** Drops what would keep policies alive. */
    void forget() {
        Arrays.fill(statements, 0, size, null);
        size = 0;
    }

    void add(CompiledStatement statement, Layer layer) {
        if (size == statements.length) {
            statements = Arrays.copyOf(statements, 2 * size);
            layers = Arrays.copyOf(layers, 2 * size);
        }
        statements[size] = statement;
        layers[size] = layer;
        size++;
    }

    int size() {
        return size;
    }

    Layer layer(int index) {
        return layers[index];
    }

    CompiledStatement statement(int index) {
        return statements[index];
    }

    /** In order, each once (a guardrail may stand at several levels). */
    List<Reason> reasons() {
        List<Reason> reasons = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            Reason reason = statements[i].reason(layers[i]);
            if (!reasons.contains(reason)) {
                reasons.add(reason);
            }
        }
        return reasons;
    }

    /** As {@link #reasons}, of some layers only. */
    List<Reason> reasonsOf(boolean withIdentity, boolean withLimits) {
        List<Reason> reasons = new ArrayList<>(size);
        for (Reason reason : reasons()) {
            boolean wanted =
                    switch (reason.layer()) {
                        case IDENTITY -> withIdentity;
                        case BOUNDARY, SESSION -> withLimits;
                        case RESOURCE_CONTROL, SERVICE_CONTROL, RESOURCE, TRUST, ROOT, ENGINE ->
                                true;
                    };
            if (wanted) {
                reasons.add(reason);
            }
        }
        return reasons;
    }
}
