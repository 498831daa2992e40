package io.gatehouse.identity.imports;

import io.gatehouse.model.Refusal;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of one entity of an import.
 *
 * @param kind {@code account}, {@code group}, {@code user} or {@code role}
 * @param outcome {@code created}, {@code changed}, {@code unchanged} or {@code refused}
 * @param id the unique id it has here; empty when refused
 * @param code AWS's code of a refusal; else empty
 * @param message of a refusal; else empty
 */
public record ImportResult(
        String kind,
        String name,
        String outcome,
        String id,
        String code,
        String message,
        List<String> warnings) {

    public ImportResult {
        warnings = List.copyOf(warnings);
    }

    static ImportResult of(String kind, String name, String id, boolean isNew, boolean changed) {
        String outcome = isNew ? "created" : changed ? "changed" : "unchanged";
        return new ImportResult(kind, name, outcome, id, "", "", List.of());
    }

    static ImportResult refused(String kind, String name, Refusal refusal) {
        return new ImportResult(
                kind, name, "refused", "", refusal.code().awsCode(), refusal.message(), List.of());
    }

    ImportResult warning(List<String> more) {
        List<String> all = new ArrayList<>(warnings);
        all.addAll(more);
        return new ImportResult(kind, name, outcome, id, code, message, all);
    }

    /** All results of one request, in its order. */
    public record Results(List<ImportResult> results) {
        public Results {
            results = List.copyOf(results);
        }
    }
}
