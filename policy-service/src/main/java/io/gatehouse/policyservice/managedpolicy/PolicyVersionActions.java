package io.gatehouse.policyservice.managedpolicy;

import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.Revision;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policyservice.log.Requests;
import io.gatehouse.policyservice.log.Requests.Done;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyCommand.CreateVersion;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyCommand.DeleteVersion;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyCommand.SetDefaultVersion;
import io.gatehouse.policyservice.paging.Page;
import io.gatehouse.policyservice.paging.PageRequest;
import io.gatehouse.policyservice.request.Arns;
import io.gatehouse.policyservice.request.Documents;
import io.gatehouse.policyservice.request.Inputs;
import io.gatehouse.policyservice.value.PolicyArn;
import io.gatehouse.policyservice.value.PolicyText;
import io.gatehouse.policyservice.value.Refusals;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsResponse;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionResponse;

/** CreatePolicyVersion, GetPolicyVersion, ListPolicyVersions, SetDefault…, DeletePolicyVersion. */
@ApplicationScoped
class PolicyVersionActions implements ActionSet {

    private final PolicyAccess access;
    private final ManagedPolicyReads reads;
    private final ManagedPolicyWrites writes;
    private final Inputs inputs;

    PolicyVersionActions(
            PolicyAccess access,
            ManagedPolicyReads reads,
            ManagedPolicyWrites writes,
            Inputs inputs) {
        this.access = access;
        this.reads = reads;
        this.writes = writes;
        this.inputs = inputs;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(CreatePolicyVersionRequest.class, this::create);
        actions.on(GetPolicyVersionRequest.class, this::read);
        actions.on(ListPolicyVersionsRequest.class, this::list);
        actions.onWrite(SetDefaultPolicyVersionRequest.class, this::setDefault);
        actions.onWrite(DeletePolicyVersionRequest.class, this::delete);
    }

    private Uni<Written<CreatePolicyVersionResponse>> create(
            CreatePolicyVersionRequest request, Call call) {
        PolicyArn arn = Arns.policy(request.policyArn());
        boolean asDefault = Boolean.TRUE.equals(request.setAsDefault());
        return access.toChange(call, "CreatePolicyVersion", arn, ContextKeys.none())
                .chain(admitted -> {
                    PolicyText document =
                            Documents.checked(request.policyDocument(), PolicyKind.MANAGED);
                    return writes.change(
                            arn,
                            Requests.asked(call, admitted.permit(), Revision.NONE),
                            new CreateVersion(document, asDefault, inputs.now()));
                })
                .map(Done::of)
                .map(done ->
                        Written.at(
                                done.position(),
                                CreatePolicyVersionResponse.builder()
                                        .policyVersion(newest(done.answer()))
                                        .build()));
    }

    private Uni<GetPolicyVersionResponse> read(GetPolicyVersionRequest request, Call call) {
        return access.toRead(call, "GetPolicyVersion", Arns.policy(request.policyArn()))
                .chain(admitted ->
                        reads.version(admitted.row(), request.versionId())
                                .map(version ->
                                        ManagedPolicyAnswers.versionWithDocument(
                                                version, admitted.row().defaultNumber())))
                .map(version -> GetPolicyVersionResponse.builder().policyVersion(version).build());
    }

    private Uni<ListPolicyVersionsResponse> list(ListPolicyVersionsRequest request, Call call) {
        PageRequest page = PageRequest.of(request.marker(), request.maxItems());
        return access.toRead(call, "ListPolicyVersions", Arns.policy(request.policyArn()))
                .chain(admitted ->
                        reads.versions(admitted.row())
                                .map(all ->
                                        Page.among(all, page, PolicyVersionActions::newestFirst)
                                                .map(version ->
                                                        ManagedPolicyAnswers.version(
                                                                        version,
                                                                        admitted.row()
                                                                                .defaultNumber())
                                                                .build())))
                .map(versions ->
                        ListPolicyVersionsResponse.builder()
                                .versions(versions.items())
                                .isTruncated(versions.isTruncated())
                                .marker(versions.marker())
                                .build());
    }

    private Uni<Written<SetDefaultPolicyVersionResponse>> setDefault(
            SetDefaultPolicyVersionRequest request, Call call) {
        PolicyArn arn = Arns.policy(request.policyArn());
        return access.toChange(call, "SetDefaultPolicyVersion", arn, ContextKeys.none())
                .chain(admitted ->
                        writes.change(
                                arn,
                                Requests.asked(call, admitted.permit(), Revision.NONE),
                                new SetDefaultVersion(number(arn, request.versionId()))))
                .map(Done::of)
                .map(done ->
                        Written.at(
                                done.position(),
                                SetDefaultPolicyVersionResponse.builder().build()));
    }

    private Uni<Written<DeletePolicyVersionResponse>> delete(
            DeletePolicyVersionRequest request, Call call) {
        PolicyArn arn = Arns.policy(request.policyArn());
        return access.toChange(call, "DeletePolicyVersion", arn, ContextKeys.none())
                .chain(admitted ->
                        writes.change(
                                arn,
                                Requests.asked(call, admitted.permit(), Revision.NONE),
                                new DeleteVersion(number(arn, request.versionId()))))
                .map(Done::of)
                .map(done ->
                        Written.at(done.position(), DeletePolicyVersionResponse.builder().build()));
    }

    private static software.amazon.awssdk.services.iam.model.PolicyVersion newest(
            ManagedPolicy policy) {
        if (!(policy instanceof ManagedPolicy.Active active)) {
            throw new IllegalStateException("a policy that has a new version is there");
        }
        PolicyVersion newest = active.versions().all().lastEntry().getValue();
        return software.amazon.awssdk.services.iam.model.PolicyVersion.builder()
                .versionId(newest.number().text())
                .isDefaultVersion(newest.number().equals(active.versions().defaultNumber()))
                .createDate(newest.created())
                .build();
    }

    private static VersionNumber number(PolicyArn arn, String versionId) {
        return VersionNumber.parse(versionId)
                .orElseThrow(() ->
                        new RefusedException(Refusals.noSuchVersion(arn.toString(), versionId)));
    }

    /** A key in the order of the list: the newest version first. */
    private static String newestFirst(PolicyVersionRow version) {
        return "%010d".formatted(Integer.MAX_VALUE - version.number);
    }
}
