package io.gatehouse.identity.samlprovider;

import static io.gatehouse.identity.samlprovider.SamlProviderKind.SAML_PROVIDERS;

import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.samlprovider.SamlProviderCommand.TagSamlProvider;
import io.gatehouse.identity.samlprovider.SamlProviderCommand.UntagSamlProvider;
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
import io.gatehouse.model.Revision;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.GetSamlProviderRequest;
import software.amazon.awssdk.services.iam.model.GetSamlProviderResponse;
import software.amazon.awssdk.services.iam.model.ListSamlProviderTagsRequest;
import software.amazon.awssdk.services.iam.model.ListSamlProviderTagsResponse;
import software.amazon.awssdk.services.iam.model.ListSamlProvidersRequest;
import software.amazon.awssdk.services.iam.model.ListSamlProvidersResponse;
import software.amazon.awssdk.services.iam.model.SAMLPrivateKey;
import software.amazon.awssdk.services.iam.model.SAMLProviderListEntry;
import software.amazon.awssdk.services.iam.model.TagSamlProviderRequest;
import software.amazon.awssdk.services.iam.model.TagSamlProviderResponse;
import software.amazon.awssdk.services.iam.model.UntagSamlProviderRequest;
import software.amazon.awssdk.services.iam.model.UntagSamlProviderResponse;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** GetSAMLProvider, ListSAMLProviders, and the tags of SAML providers. */
@ApplicationScoped
public class SamlProviderReadActions implements ActionSet {

    /** As AWS shows it for metadata that does not say. */
    private static final int VALID_FOR_YEARS = 100;

    private final Commands commands;
    private final PermittedSamlProviders providers;
    private final Gate gate;
    private final Pool database;

    SamlProviderReadActions(
            Commands commands, PermittedSamlProviders providers, Gate gate, Pool database) {
        this.commands = commands;
        this.providers = providers;
        this.gate = gate;
        this.database = database;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.on(GetSamlProviderRequest.class, this::read);
        actions.on(ListSamlProvidersRequest.class, this::list);
        actions.onWrite(TagSamlProviderRequest.class, this::tag);
        actions.onWrite(UntagSamlProviderRequest.class, this::untag);
        actions.on(ListSamlProviderTagsRequest.class, this::tags);
    }

    private Uni<GetSamlProviderResponse> read(GetSamlProviderRequest request, Call call) {
        return providers
                .require(call, "GetSAMLProvider", request.samlProviderArn(), ContextKeys.none())
                .map(found -> {
                    SamlProviderRow row = found.target();
                    return GetSamlProviderResponse.builder()
                            .samlProviderUUID(row.id().text())
                            .samlMetadataDocument(row.metadata())
                            .createDate(Reply.date(row.created()))
                            .validUntil(validUntil(row))
                            .assertionEncryptionMode(row.encryption().wire())
                            .privateKeyList(keys(row))
                            .tags(Reply.ownTags(row.tags()))
                            .build();
                });
    }

    private static List<SAMLPrivateKey> keys(SamlProviderRow row) {
        return row.privateKeys().stream()
                .map(key ->
                        SAMLPrivateKey.builder()
                                .keyId(key.id().text())
                                .timestamp(Reply.date(key.added()))
                                .build())
                .toList();
    }

    private static Instant validUntil(SamlProviderRow row) {
        Instant said =
                SamlMetadata.parse(row.metadata())
                        .validUntil()
                        .orElseGet(() ->
                                row.created()
                                        .atZone(ZoneOffset.UTC)
                                        .plusYears(VALID_FOR_YEARS)
                                        .toInstant());
        return Reply.date(said);
    }

    private Uni<ListSamlProvidersResponse> list(ListSamlProvidersRequest request, Call call) {
        return gate.require(call, "ListSAMLProviders", Guard.NO_RESOURCE, ContextKeys.none())
                .chain(() -> SamlProviderView.all(database, call.account()))
                .map(rows ->
                        ListSamlProvidersResponse.builder()
                                .samlProviderList(
                                        rows.stream().map(SamlProviderReadActions::entry).toList())
                                .build());
    }

    private static SAMLProviderListEntry entry(SamlProviderRow row) {
        return SAMLProviderListEntry.builder()
                .arn(row.arn().toString())
                .createDate(Reply.date(row.created()))
                .validUntil(validUntil(row))
                .build();
    }

    private Uni<Written<TagSamlProviderResponse>> tag(TagSamlProviderRequest request, Call call) {
        Tags tags = Form.exactTags(request.tags());
        return change(
                        call,
                        "TagSAMLProvider",
                        request.samlProviderArn(),
                        ContextKeys.none().withRequestTags(Form.tagMap(tags)),
                        new TagSamlProvider(tags))
                .map(at -> new Written<>(TagSamlProviderResponse.builder().build(), at));
    }

    private Uni<Written<UntagSamlProviderResponse>> untag(
            UntagSamlProviderRequest request, Call call) {
        List<String> tagKeys = Form.tagKeys(request.tagKeys());
        return change(
                        call,
                        "UntagSAMLProvider",
                        request.samlProviderArn(),
                        ContextKeys.none().withAll("aws:TagKeys", tagKeys),
                        new UntagSamlProvider(tagKeys))
                .map(at -> new Written<>(UntagSamlProviderResponse.builder().build(), at));
    }

    private Uni<ListSamlProviderTagsResponse> tags(ListSamlProviderTagsRequest request, Call call) {
        String arn = request.samlProviderArn();
        PageRequest page = Form.page("tags of " + arn, request.marker(), request.maxItems());
        return providers
                .require(call, "ListSAMLProviderTags", arn, ContextKeys.none())
                .map(found -> Page.of(page, found.target().tags()))
                .map(found ->
                        ListSamlProviderTagsResponse.builder()
                                .tags(Reply.tags(Tags.exact(found.rows())))
                                .isTruncated(found.marker().isPresent())
                                .marker(found.marker().orElse(null))
                                .build());
    }

    private Uni<Revision> change(
            Call call, String action, String arn, ContextKeys keys, SamlProviderCommand command) {
        return providers
                .require(call, action, arn, keys)
                .chain(found ->
                        commands.run(
                                found.origin(),
                                call.account(),
                                SAML_PROVIDERS,
                                Asked.always(found.target().id().text(), command)))
                .map(done -> done.revision());
    }
}
