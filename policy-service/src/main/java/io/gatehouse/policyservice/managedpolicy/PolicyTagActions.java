package io.gatehouse.policyservice.managedpolicy;

import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.Revision;
import io.gatehouse.policyservice.log.Requests;
import io.gatehouse.policyservice.log.Requests.Done;
import io.gatehouse.policyservice.paging.Page;
import io.gatehouse.policyservice.paging.PageRequest;
import io.gatehouse.policyservice.request.Arns;
import io.gatehouse.policyservice.request.AwsTags;
import io.gatehouse.policyservice.value.PolicyArn;
import io.gatehouse.policyservice.value.Tags;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.ListPolicyTagsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsResponse;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagPolicyRequest;
import software.amazon.awssdk.services.iam.model.TagPolicyResponse;
import software.amazon.awssdk.services.iam.model.UntagPolicyRequest;
import software.amazon.awssdk.services.iam.model.UntagPolicyResponse;

import java.util.Comparator;
import java.util.List;

/** TagPolicy, UntagPolicy, ListPolicyTags. */
@ApplicationScoped
class PolicyTagActions implements ActionSet {

    private final PolicyAccess access;
    private final ManagedPolicyWrites writes;

    PolicyTagActions(PolicyAccess access, ManagedPolicyWrites writes) {
        this.access = access;
        this.writes = writes;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(TagPolicyRequest.class, this::tag);
        actions.onWrite(UntagPolicyRequest.class, this::untag);
        actions.on(ListPolicyTagsRequest.class, this::list);
    }

    private Uni<Written<TagPolicyResponse>> tag(TagPolicyRequest request, Call call) {
        PolicyArn arn = Arns.policy(request.policyArn());
        Tags tags = AwsTags.read(request.tags());
        ContextKeys keys = ContextKeys.none().withRequestTags(AwsTags.byKey(tags));
        return access.toChange(call, "TagPolicy", arn, keys)
                .chain(admitted ->
                        writes.change(
                                arn,
                                Requests.asked(call, admitted.permit(), Revision.NONE),
                                new ManagedPolicyCommand.TagPolicy(tags)))
                .map(Done::of)
                .map(done -> Written.at(done.position(), TagPolicyResponse.builder().build()));
    }

    private Uni<Written<UntagPolicyResponse>> untag(UntagPolicyRequest request, Call call) {
        PolicyArn arn = Arns.policy(request.policyArn());
        ContextKeys keys = ContextKeys.none().withAll("aws:TagKeys", request.tagKeys());
        return access.toChange(call, "UntagPolicy", arn, keys)
                .chain(admitted ->
                        writes.change(
                                arn,
                                Requests.asked(call, admitted.permit(), Revision.NONE),
                                new ManagedPolicyCommand.UntagPolicy(request.tagKeys())))
                .map(Done::of)
                .map(done -> Written.at(done.position(), UntagPolicyResponse.builder().build()));
    }

    private Uni<ListPolicyTagsResponse> list(ListPolicyTagsRequest request, Call call) {
        PageRequest page = PageRequest.of(request.marker(), request.maxItems());
        return access.toRead(call, "ListPolicyTags", Arns.policy(request.policyArn()))
                .map(admitted -> {
                    List<Tag> sorted =
                            AwsTags.write(admitted.row().tagsByKey()).stream()
                                    .sorted(Comparator.comparing(Tag::key))
                                    .toList();
                    Page<Tag> tags = Page.among(sorted, page, Tag::key);
                    return ListPolicyTagsResponse.builder()
                            .tags(tags.items())
                            .isTruncated(tags.isTruncated())
                            .marker(tags.marker())
                            .build();
                });
    }
}
