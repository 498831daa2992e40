package io.gatehouse.policyservice.managedpolicy;

import io.gatehouse.eventstore.LockedLog;
import io.gatehouse.kit.call.Call;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.Refusal;
import io.gatehouse.model.Revision;
import io.gatehouse.policyservice.importing.ImportResult;
import io.gatehouse.policyservice.importing.PoliciesToImport.Managed;
import io.gatehouse.policyservice.log.Change;
import io.gatehouse.policyservice.log.PolicyLog;
import io.gatehouse.policyservice.log.QuotaSource;
import io.gatehouse.policyservice.log.Requests;
import io.gatehouse.policyservice.log.Requests.Done;
import io.gatehouse.policyservice.request.Inputs;
import io.gatehouse.policyservice.request.Permit;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Imports managed policies: a hundred in one command, each judged for itself. Idempotent: what is
 * here already is left alone.
 */
@ApplicationScoped
public class ManagedPolicyImport {

    private static final String KIND = "policy";

    /** Keeps a command far below the runner's transaction limit. */
    private static final int AT_ONCE = 100;

    private final PolicyLog log;
    private final QuotaSource quotas;
    private final Inputs inputs;

    ManagedPolicyImport(PolicyLog log, QuotaSource quotas, Inputs inputs) {
        this.log = log;
        this.quotas = quotas;
        this.inputs = inputs;
    }

    /** One result for each policy; the caller has been admitted. */
    public Uni<List<ImportResult>> take(
            Call call, Permit permit, PolicyOwner owner, List<Managed> policies) {
        List<ImportResult> results = new ArrayList<>();
        List<ImportedPolicy> readable = new ArrayList<>();
        Instant now = inputs.now();
        for (Managed policy : policies) {
            try {
                readable.add(ImportedPolicy.read(policy, owner, now));
            } catch (BadDocumentException e) {
                results.add(ImportResult.refused(KIND, policy.arn(), e.refusal()));
            } catch (IllegalArgumentException e) {
                Refusal refusal =
                        new Refusal(ErrorCode.VALIDATION_ERROR, String.valueOf(e.getMessage()));
                results.add(ImportResult.refused(KIND, policy.arn(), refusal));
            }
        }
        Uni<Void> all = Uni.createFrom().voidItem();
        for (int from = 0; from < readable.size(); from += AT_ONCE) {
            List<ImportedPolicy> some =
                    readable.subList(from, Math.min(from + AT_ONCE, readable.size()));
            all =
                    all.chain(() ->
                            log.run(
                                            owner,
                                            Requests.asked(call, permit, Revision.NONE),
                                            locked -> importAll(locked, owner, some))
                                    .invoke(result -> results.addAll(Done.of(result).answer()))
                                    .replaceWithVoid());
        }
        return all.map(_ -> List.copyOf(results));
    }

    private Uni<Change<List<ImportResult>>> importAll(
            LockedLog locked, PolicyOwner owner, List<ImportedPolicy> policies) {
        return PresentPolicies.read(locked, owner, policies)
                .chain(present ->
                        quotas.of(locked.sql(), owner)
                                .map(limits -> new ImportBatch(present, limits, inputs)))
                .chain(batch -> {
                    Uni<Void> all = Uni.createFrom().voidItem();
                    for (ImportedPolicy policy : policies) {
                        all = all.chain(() -> batch.take(locked, policy));
                    }
                    return all.map(_ -> new Change.Made<>(batch.results(), batch.changes()));
                });
    }
}
