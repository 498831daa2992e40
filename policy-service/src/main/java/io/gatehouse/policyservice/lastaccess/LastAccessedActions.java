package io.gatehouse.policyservice.lastaccess;

import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.kit.guard.Guard;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.policyservice.directory.PrincipalRow;
import io.gatehouse.policyservice.paging.Page;
import io.gatehouse.policyservice.paging.PageRequest;
import io.gatehouse.policyservice.request.Access;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.iam.model.AccessAdvisorUsageGranularityType;
import software.amazon.awssdk.services.iam.model.GenerateServiceLastAccessedDetailsRequest;
import software.amazon.awssdk.services.iam.model.GenerateServiceLastAccessedDetailsResponse;
import software.amazon.awssdk.services.iam.model.GetServiceLastAccessedDetailsRequest;
import software.amazon.awssdk.services.iam.model.GetServiceLastAccessedDetailsResponse;
import software.amazon.awssdk.services.iam.model.GetServiceLastAccessedDetailsWithEntitiesRequest;
import software.amazon.awssdk.services.iam.model.GetServiceLastAccessedDetailsWithEntitiesResponse;
import software.amazon.awssdk.services.iam.model.JobStatusType;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * GenerateServiceLastAccessedDetails, GetServiceLastAccessedDetails and …WithEntities. A report is
 * made when it is read, from what is so then; asking for one says only what it is to be about.
 */
@ApplicationScoped
class LastAccessedActions implements ActionSet {

    private final Access access;
    private final Subjects subjects;
    private final Reports reports;
    private final LastAccess lastAccess;

    LastAccessedActions(Access access, Subjects subjects, Reports reports, LastAccess lastAccess) {
        this.access = access;
        this.subjects = subjects;
        this.reports = reports;
        this.lastAccess = lastAccess;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.on(GenerateServiceLastAccessedDetailsRequest.class, this::generate);
        actions.on(GetServiceLastAccessedDetailsRequest.class, this::services);
        actions.on(GetServiceLastAccessedDetailsWithEntitiesRequest.class, this::entities);
    }

    private Uni<GenerateServiceLastAccessedDetailsResponse> generate(
            GenerateServiceLastAccessedDetailsRequest request, Call call) {
        String arn = valid(request.arn(), call);
        AccessAdvisorUsageGranularityType granularity =
                request.granularity() == null
                        ? AccessAdvisorUsageGranularityType.SERVICE_LEVEL
                        : request.granularity();
        return subjects.tags(call, arn)
                .chain(tags ->
                        access.require(
                                call,
                                "GenerateServiceLastAccessedDetails",
                                arn,
                                ContextKeys.none().withResourceTags(tags)))
                .chain(() -> subjects.of(call, arn))
                .chain(() -> reports.ask(call.account(), arn, granularity.toString()))
                .map(id -> GenerateServiceLastAccessedDetailsResponse.builder().jobId(id).build());
    }

    private Uni<GetServiceLastAccessedDetailsResponse> services(
            GetServiceLastAccessedDetailsRequest request, Call call) {
        PageRequest page = PageRequest.of(request.marker(), request.maxItems());
        return asked(call, "GetServiceLastAccessedDetails", request.jobId())
                .chain(row ->
                        report(call, row)
                                .map(report -> {
                                    Page<String> shown =
                                            Page.among(report.services(), page, name -> name);
                                    return GetServiceLastAccessedDetailsResponse.builder()
                                            .jobStatus(JobStatusType.COMPLETED)
                                            .jobType(row.granularity)
                                            .jobCreationDate(row.created)
                                            .jobCompletionDate(row.created)
                                            .servicesLastAccessed(
                                                    LastAccessedAnswers.services(
                                                            shown.items(),
                                                            report,
                                                            isOfActions(row)))
                                            .isTruncated(shown.isTruncated())
                                            .marker(shown.marker())
                                            .build();
                                }));
    }

    private Uni<GetServiceLastAccessedDetailsWithEntitiesResponse> entities(
            GetServiceLastAccessedDetailsWithEntitiesRequest request, Call call) {
        PageRequest page = PageRequest.of(request.marker(), request.maxItems());
        String service = request.serviceNamespace().toLowerCase(Locale.ROOT);
        return asked(call, "GetServiceLastAccessedDetailsWithEntities", request.jobId())
                .chain(row ->
                        report(call, row)
                                .map(report -> {
                                    if (!report.services().contains(service)) {
                                        throw RefusedException.of(
                                                ErrorCode.NO_SUCH_ENTITY,
                                                "The report does not tell of the service %s."
                                                        .formatted(service));
                                    }
                                    List<String> ids =
                                            new ArrayList<>(report.byUser(service).keySet());
                                    Page<String> shown = Page.among(ids, page, id -> id);
                                    return GetServiceLastAccessedDetailsWithEntitiesResponse
                                            .builder()
                                            .jobStatus(JobStatusType.COMPLETED)
                                            .jobCreationDate(row.created)
                                            .jobCompletionDate(row.created)
                                            .entityDetailsList(
                                                    LastAccessedAnswers.entities(
                                                            shown.items(), service, report))
                                            .isTruncated(shown.isTruncated())
                                            .marker(shown.marker())
                                            .build();
                                }));
    }

    private Uni<ReportRow> asked(Call call, String action, String id) {
        return access.require(call, action, Guard.NO_RESOURCE, ContextKeys.none())
                .chain(() -> reports.find(call.account(), id))
                .map(found ->
                        found.orElseThrow(() ->
                                RefusedException.of(
                                        ErrorCode.NO_SUCH_ENTITY,
                                        "The job %s cannot be found.".formatted(id))));
    }

    private Uni<ServiceReport> report(Call call, ReportRow row) {
        return subjects.of(call, row.arn)
                .chain(subject ->
                        lastAccess
                                .of(
                                        call.account(),
                                        subject.users().stream()
                                                .map((PrincipalRow user) -> user.id)
                                                .toList())
                                .map(uses -> ServiceReport.of(subject, uses)));
    }

    private static boolean isOfActions(ReportRow row) {
        return row.granularity.equals(AccessAdvisorUsageGranularityType.ACTION_LEVEL.toString());
    }

    /** The ARN of a user, group, role or policy that the caller's account can see. */
    private static String valid(@Nullable String text, Call call) {
        if (text != null && Arn.isArn(text)) {
            Arn arn = Arn.parse(text);
            boolean known =
                    List.of("user", "group", "role", "policy")
                            .contains(arn.resource().split("/", 2)[0]);
            boolean visible =
                    arn.account().equals(call.account().digits())
                            || (arn.account().equals("aws")
                                    && arn.resource().startsWith("policy/"));
            if (arn.service().equals("iam")
                    && known
                    && visible
                    && arn.resource().indexOf('/') > 0
                    && !arn.resource().endsWith("/")) {
                return text;
            }
        }
        throw Subjects.invalid(String.valueOf(text));
    }
}
