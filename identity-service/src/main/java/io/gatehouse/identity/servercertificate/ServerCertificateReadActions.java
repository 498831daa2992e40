package io.gatehouse.identity.servercertificate;

import static io.gatehouse.identity.servercertificate.ServerCertificateKind.SERVER_CERTIFICATES;

import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Done;
import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.log.Permitted;
import io.gatehouse.identity.servercertificate.ServerCertificateCommand.TagServerCertificate;
import io.gatehouse.identity.servercertificate.ServerCertificateCommand.UntagServerCertificate;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.identity.view.Page;
import io.gatehouse.identity.view.PageRequest;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.identity.wire.Reply;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.kit.guard.Guard;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.GetServerCertificateRequest;
import software.amazon.awssdk.services.iam.model.GetServerCertificateResponse;
import software.amazon.awssdk.services.iam.model.ListServerCertificateTagsRequest;
import software.amazon.awssdk.services.iam.model.ListServerCertificateTagsResponse;
import software.amazon.awssdk.services.iam.model.ListServerCertificatesRequest;
import software.amazon.awssdk.services.iam.model.ListServerCertificatesResponse;
import software.amazon.awssdk.services.iam.model.TagServerCertificateRequest;
import software.amazon.awssdk.services.iam.model.TagServerCertificateResponse;
import software.amazon.awssdk.services.iam.model.UntagServerCertificateRequest;
import software.amazon.awssdk.services.iam.model.UntagServerCertificateResponse;

import java.util.List;

/**
 * GetServerCertificate, ListServerCertificates, ListServerCertificateTags, TagServerCertificate,
 * UntagServerCertificate.
 */
@ApplicationScoped
public class ServerCertificateReadActions implements ActionSet {

    private final Commands commands;
    private final PermittedServerCertificates certificates;
    private final Gate gate;
    private final Pool database;

    ServerCertificateReadActions(
            Commands commands, PermittedServerCertificates certificates, Gate gate, Pool database) {
        this.commands = commands;
        this.certificates = certificates;
        this.gate = gate;
        this.database = database;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.on(GetServerCertificateRequest.class, this::read);
        actions.on(ListServerCertificatesRequest.class, this::list);
        actions.on(ListServerCertificateTagsRequest.class, this::tags);
        actions.onWrite(TagServerCertificateRequest.class, this::tag);
        actions.onWrite(UntagServerCertificateRequest.class, this::untag);
    }

    private Uni<GetServerCertificateResponse> read(GetServerCertificateRequest request, Call call) {
        String name = request.serverCertificateName();
        return certificates
                .require(call, "GetServerCertificate", name, ContextKeys.none())
                .map(found ->
                        GetServerCertificateResponse.builder()
                                .serverCertificate(ServerCertificateReplies.whole(found.target()))
                                .build());
    }

    private Uni<ListServerCertificatesResponse> list(
            ListServerCertificatesRequest request, Call call) {
        String prefix = Form.pathPrefix(request.pathPrefix());
        PageRequest page =
                Form.page("server certificates " + prefix, request.marker(), request.maxItems());
        return gate.require(call, "ListServerCertificates", Guard.NO_RESOURCE, ContextKeys.none())
                .chain(() -> ServerCertificateView.list(database, call.account(), prefix, page))
                .map(found ->
                        ListServerCertificatesResponse.builder()
                                .serverCertificateMetadataList(
                                        found.rows().stream()
                                                .map(ServerCertificateReplies::metadata)
                                                .toList())
                                .isTruncated(found.marker().isPresent())
                                .marker(found.marker().orElse(null))
                                .build());
    }

    private Uni<ListServerCertificateTagsResponse> tags(
            ListServerCertificateTagsRequest request, Call call) {
        String name = request.serverCertificateName();
        PageRequest page =
                Form.page("server certificate tags " + name, request.marker(), request.maxItems());
        return certificates
                .require(call, "ListServerCertificateTags", name, ContextKeys.none())
                .map(found -> Page.of(page, found.target().tags()))
                .map(found ->
                        ListServerCertificateTagsResponse.builder()
                                .tags(Reply.tags(Tags.exact(found.rows())))
                                .isTruncated(found.marker().isPresent())
                                .marker(found.marker().orElse(null))
                                .build());
    }

    private Uni<Written<TagServerCertificateResponse>> tag(
            TagServerCertificateRequest request, Call call) {
        Tags tags = Form.exactTags(request.tags());
        ContextKeys keys = ContextKeys.none().withRequestTags(Form.tagMap(tags));
        return certificates
                .require(call, "TagServerCertificate", request.serverCertificateName(), keys)
                .chain(found -> run(found, new TagServerCertificate(tags)))
                .map(done ->
                        new Written<>(
                                TagServerCertificateResponse.builder().build(), done.revision()));
    }

    private Uni<Written<UntagServerCertificateResponse>> untag(
            UntagServerCertificateRequest request, Call call) {
        List<String> tagKeys = Form.tagKeys(request.tagKeys());
        ContextKeys keys = ContextKeys.none().withAll("aws:TagKeys", tagKeys);
        return certificates
                .require(call, "UntagServerCertificate", request.serverCertificateName(), keys)
                .chain(found -> run(found, new UntagServerCertificate(tagKeys)))
                .map(done ->
                        new Written<>(
                                UntagServerCertificateResponse.builder().build(), done.revision()));
    }

    private Uni<Done<ServerCertificate>> run(
            Permitted<ServerCertificateRow> found, ServerCertificateCommand command) {
        ServerCertificateRow row = found.target();
        return commands.run(
                found.origin(),
                row.account(),
                SERVER_CERTIFICATES,
                Asked.always(row.id().text(), command));
    }
}
