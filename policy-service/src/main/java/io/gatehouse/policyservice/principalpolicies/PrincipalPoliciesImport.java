package io.gatehouse.policyservice.principalpolicies;

import io.gatehouse.eventstore.Heads;
import io.gatehouse.kit.call.Call;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.LogName;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.Refusal;
import io.gatehouse.model.Revision;
import io.gatehouse.policy.language.ParsedPolicy;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PolicyParser;
import io.gatehouse.policyservice.importing.ImportResult;
import io.gatehouse.policyservice.importing.PoliciesToImport.Attachment;
import io.gatehouse.policyservice.importing.PoliciesToImport.Inline;
import io.gatehouse.policyservice.principalpolicies.ImportPlan.Wish;
import io.gatehouse.policyservice.request.Permit;
import io.gatehouse.policyservice.value.PolicyArn;
import io.gatehouse.policyservice.value.PolicyName;
import io.gatehouse.policyservice.value.PolicyText;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.ArrayList;
import java.util.List;

/**
 * Imports inline policies and attachments: all of up to fifty principals in one command.
 * Idempotent: what is so already is left alone.
 */
@ApplicationScoped
public class PrincipalPoliciesImport {

    private static final String INLINE = "inline";
    private static final String ATTACHMENT = "attachment";

    private final ImportRun run;
    private final Pool pool;

    PrincipalPoliciesImport(ImportRun run, Pool pool) {
        this.run = run;
        this.pool = pool;
    }

    /** One result for each inline policy; the caller has been admitted. */
    public Uni<List<ImportResult>> takeInline(
            Call call, Permit permit, AccountId account, List<Inline> policies) {
        List<ImportResult> refused = new ArrayList<>();
        ImportPlan plan = new ImportPlan();
        for (Inline policy : policies) {
            String name = "%s/%s/%s".formatted(policy.kind(), policy.principal(), policy.name());
            try {
                PolicyName policyName = new PolicyName(policy.name());
                switch (PolicyParser.parse(policy.document(), PolicyKind.IDENTITY)) {
                    case ParsedPolicy.Valid valid ->
                            plan.add(
                                    PrincipalKind.parse(policy.kind()),
                                    policy.principal(),
                                    new Wish.Write(
                                            name,
                                            policyName,
                                            new PolicyText(policy.document()),
                                            valid.seriousWarnings().stream()
                                                    .map(Object::toString)
                                                    .toList()));
                    case ParsedPolicy.Invalid invalid ->
                            refused.add(
                                    ImportResult.refused(
                                            INLINE,
                                            name,
                                            new Refusal(
                                                    invalid.first().code(),
                                                    invalid.first().toString())));
                }
            } catch (IllegalArgumentException e) {
                refused.add(refused(INLINE, name, e));
            }
        }
        return run.all(call, permit, account, plan, Revision.NONE)
                .map(results -> both(refused, results));
    }

    /** One result for each attachment; the caller has been admitted. */
    public Uni<List<ImportResult>> takeAttached(
            Call call, Permit permit, AccountId account, List<Attachment> attachments) {
        List<ImportResult> refused = new ArrayList<>();
        ImportPlan plan = new ImportPlan();
        for (Attachment attachment : attachments) {
            String name =
                    "%s/%s/%s"
                            .formatted(
                                    attachment.kind(),
                                    attachment.principal(),
                                    attachment.policyArn());
            try {
                PolicyArn arn =
                        PolicyArn.parse(attachment.policyArn())
                                .orElseThrow(() ->
                                        new IllegalArgumentException(
                                                "ARN %s is not valid."
                                                        .formatted(attachment.policyArn())));
                plan.add(
                        PrincipalKind.parse(attachment.kind()),
                        attachment.principal(),
                        new Wish.Attach(name, arn));
            } catch (IllegalArgumentException e) {
                refused.add(refused(ATTACHMENT, name, e));
            }
        }
        return Heads.of(pool, LogName.POLICY, List.of(PolicyOwner.AWS))
                .chain(seen -> run.all(call, permit, account, plan, seen))
                .map(results -> both(refused, results));
    }

    private static ImportResult refused(String kind, String name, IllegalArgumentException e) {
        return ImportResult.refused(
                kind,
                name,
                new Refusal(ErrorCode.VALIDATION_ERROR, String.valueOf(e.getMessage())));
    }

    private static List<ImportResult> both(List<ImportResult> first, List<ImportResult> second) {
        List<ImportResult> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
