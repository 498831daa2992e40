package io.gatehouse.policyservice.importing;

import io.gatehouse.model.Refusal;

import java.util.List;

/**
 * What became of one entity.
 *
 * @param kind {@code policy}, {@code inline} or {@code attachment}
 * @param outcome {@code created}, {@code changed}, {@code unchanged} or {@code refused}
 * @param id unique id of the policy, or of the principal that it hangs on; empty when refused
 * @param code AWS's code, when refused; else empty
 * @param message the reason, when refused; else empty
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

    /** The answer of the endpoint. */
    public record All(List<ImportResult> results) {}

    public static ImportResult done(
            String kind, String name, String outcome, String id, List<String> warnings) {
        return new ImportResult(kind, name, outcome, id, "", "", warnings);
    }

    public static ImportResult refused(String kind, String name, Refusal refusal) {
        return new ImportResult(
                kind, name, "refused", "", refusal.code().awsCode(), refusal.message(), List.of());
    }
}
