package io.gatehouse.policy.decision;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The matching statements of one effect, layer by layer. Reused; allocates only when it grows. */
final class Matches {

    private CompiledStatement[] statements = new CompiledStatement[16];
    private Layer[] layers = new Layer[16];
    private int size;

    /** Empties, and drops what would keep policies alive. */
    void clear() {
        for (int i = 0; i < size; i++) {
            statements[i] = null;
        }
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

    /** Drops the layers that took no part in the grant. */
    void keepOnly(boolean identity, boolean limits) {
        if (identity && limits) {
            return;
        }
        int kept = 0;
        for (int i = 0; i < size; i++) {
            boolean keep =
                    switch (layers[i]) {
                        case IDENTITY -> identity;
                        case BOUNDARY, SESSION -> limits;
                        case RESOURCE_CONTROL, SERVICE_CONTROL, RESOURCE, TRUST, ROOT, ENGINE ->
                                true;
                    };
            if (keep) {
                statements[kept] = statements[i];
                layers[kept] = layers[i];
                kept++;
            }
        }
        Arrays.fill(statements, kept, size, null);
        size = kept;
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

    List<CompiledStatement> statements() {
        return List.of(Arrays.copyOf(statements, size));
    }

    List<Layer> layers() {
        return List.of(Arrays.copyOf(layers, size));
    }

    /** In order, each once: a guardrail may stand at several levels. */
    List<Reason> reasons() {
        Set<Reason> reasons = new LinkedHashSet<>();
        for (int i = 0; i < size; i++) {
            reasons.add(statements[i].reason(layers[i]));
        }
        return List.copyOf(reasons);
    }

    int hash() {
        int hash = size;
        for (int i = 0; i < size; i++) {
            hash = hash * 31 + statements[i].hash;
        }
        return hash ^ (hash >>> 15);
    }

    /** Whether these are the statements, in the same layers. */
    boolean areThose(List<CompiledStatement> others, List<Layer> theirLayers) {
        if (others.size() != size) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (others.get(i) != statements[i] || theirLayers.get(i) != layers[i]) {
                return false;
            }
        }
        return true;
    }
}
