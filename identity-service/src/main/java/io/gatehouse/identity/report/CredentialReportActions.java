package io.gatehouse.identity.report;

import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.wire.Reply;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.kit.guard.Guard;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.model.GenerateCredentialReportRequest;
import software.amazon.awssdk.services.iam.model.GenerateCredentialReportResponse;
import software.amazon.awssdk.services.iam.model.GetCredentialReportRequest;
import software.amazon.awssdk.services.iam.model.GetCredentialReportResponse;
import software.amazon.awssdk.services.iam.model.ReportFormatType;
import software.amazon.awssdk.services.iam.model.ReportStateType;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** GenerateCredentialReport, GetCredentialReport. A report is made at once. */
@ApplicationScoped
public class CredentialReportActions implements ActionSet {

    private final CredentialReport reports;
    private final Gate gate;
    private final Clock clock;

    CredentialReportActions(CredentialReport reports, Gate gate, Clock clock) {
        this.reports = reports;
        this.gate = gate;
        this.clock = clock;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.on(GenerateCredentialReportRequest.class, this::generate);
        actions.on(GetCredentialReportRequest.class, this::read);
    }

    private Uni<GenerateCredentialReportResponse> generate(
            GenerateCredentialReportRequest request, Call call) {
        Instant now = clock.instant();
        return gate.require(call, "GenerateCredentialReport", Guard.NO_RESOURCE, ContextKeys.none())
                .chain(() -> reports.find(call.account()))
                .chain(kept ->
                        kept.filter(report -> report.isGoodAt(now)).isPresent()
                                ? Uni.createFrom().item(state(ReportStateType.COMPLETE, null))
                                : reports.make(call.account(), now)
                                        .replaceWith(
                                                state(
                                                        ReportStateType.STARTED,
                                                        "No report exists. Starting a new report"
                                                                + " generation task")));
    }

    private static GenerateCredentialReportResponse state(
            ReportStateType state, @Nullable String description) {
        return GenerateCredentialReportResponse.builder()
                .state(state)
                .description(description)
                .build();
    }

    private Uni<GetCredentialReportResponse> read(GetCredentialReportRequest request, Call call) {
        return gate.require(call, "GetCredentialReport", Guard.NO_RESOURCE, ContextKeys.none())
                .chain(() -> reports.find(call.account()))
                .map(found -> answer(found, clock.instant()));
    }

    private static GetCredentialReportResponse answer(
            Optional<CredentialReport.Kept> found, Instant now) {
        CredentialReport.Kept report =
                found.orElseThrow(() ->
                        RefusedException.of(
                                ErrorCode.REPORT_NOT_PRESENT,
                                "No credential report exists for this account. Generate one."));
        if (!report.isGoodAt(now)) {
            throw RefusedException.of(
                    ErrorCode.REPORT_EXPIRED,
                    "The last credential report has expired. Generate one.");
        }
        return GetCredentialReportResponse.builder()
                .content(SdkBytes.fromUtf8String(report.content()))
                .reportFormat(ReportFormatType.TEXT_CSV)
                .generatedTime(Reply.date(report.generated()))
                .build();
    }
}
