package io.gatehouse.identity.oidcprovider;

import static io.gatehouse.identity.oidcprovider.OidcProviderKind.OIDC_PROVIDERS;

import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.oidcprovider.OidcProviderCommand.AddClientId;
import io.gatehouse.identity.oidcprovider.OidcProviderCommand.RemoveClientId;
import io.gatehouse.identity.oidcprovider.OidcProviderCommand.ReplaceThumbprints;
import io.gatehouse.identity.oidcprovider.OidcProviderCommand.TagOidcProvider;
import io.gatehouse.identity.oidcprovider.OidcProviderCommand.UntagOidcProvider;
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
import io.gatehouse.model.Revision;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.AddClientIdToOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.AddClientIdToOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.ListOpenIdConnectProviderTagsRequest;
import software.amazon.awssdk.services.iam.model.ListOpenIdConnectProviderTagsResponse;
import software.amazon.awssdk.services.iam.model.RemoveClientIdFromOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.RemoveClientIdFromOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.TagOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.TagOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.UntagOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.UntagOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.UpdateOpenIdConnectProviderThumbprintRequest;
import software.amazon.awssdk.services.iam.model.UpdateOpenIdConnectProviderThumbprintResponse;

import java.util.List;

/** The client ids, thumbprints and tags of OpenID Connect providers. */
@ApplicationScoped
public class OidcProviderChangeActions implements ActionSet {

    private final Commands commands;
    private final PermittedOidcProviders providers;

    OidcProviderChangeActions(Commands commands, PermittedOidcProviders providers) {
        this.commands = commands;
        this.providers = providers;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(AddClientIdToOpenIdConnectProviderRequest.class, this::addClientId);
        actions.onWrite(RemoveClientIdFromOpenIdConnectProviderRequest.class, this::removeClientId);
        actions.onWrite(UpdateOpenIdConnectProviderThumbprintRequest.class, this::thumbprints);
        actions.onWrite(TagOpenIdConnectProviderRequest.class, this::tag);
        actions.onWrite(UntagOpenIdConnectProviderRequest.class, this::untag);
        actions.on(ListOpenIdConnectProviderTagsRequest.class, this::tags);
    }

    private Uni<Written<AddClientIdToOpenIdConnectProviderResponse>> addClientId(
            AddClientIdToOpenIdConnectProviderRequest request, Call call) {
        return change(
                        call,
                        "AddClientIDToOpenIDConnectProvider",
                        request.openIDConnectProviderArn(),
                        ContextKeys.none(),
                        new AddClientId(request.clientID()))
                .map(at ->
                        new Written<>(
                                AddClientIdToOpenIdConnectProviderResponse.builder().build(), at));
    }

    private Uni<Written<RemoveClientIdFromOpenIdConnectProviderResponse>> removeClientId(
            RemoveClientIdFromOpenIdConnectProviderRequest request, Call call) {
        return change(
                        call,
                        "RemoveClientIDFromOpenIDConnectProvider",
                        request.openIDConnectProviderArn(),
                        ContextKeys.none(),
                        new RemoveClientId(request.clientID()))
                .map(at ->
                        new Written<>(
                                RemoveClientIdFromOpenIdConnectProviderResponse.builder().build(),
                                at));
    }

    private Uni<Written<UpdateOpenIdConnectProviderThumbprintResponse>> thumbprints(
            UpdateOpenIdConnectProviderThumbprintRequest request, Call call) {
        return change(
                        call,
                        "UpdateOpenIDConnectProviderThumbprint",
                        request.openIDConnectProviderArn(),
                        ContextKeys.none(),
                        new ReplaceThumbprints(
                                request.thumbprintList().stream().distinct().toList()))
                .map(at ->
                        new Written<>(
                                UpdateOpenIdConnectProviderThumbprintResponse.builder().build(),
                                at));
    }

    private Uni<Written<TagOpenIdConnectProviderResponse>> tag(
            TagOpenIdConnectProviderRequest request, Call call) {
        Tags tags = Form.exactTags(request.tags());
        return change(
                        call,
                        "TagOpenIDConnectProvider",
                        request.openIDConnectProviderArn(),
                        ContextKeys.none().withRequestTags(Form.tagMap(tags)),
                        new TagOidcProvider(tags))
                .map(at -> new Written<>(TagOpenIdConnectProviderResponse.builder().build(), at));
    }

    private Uni<Written<UntagOpenIdConnectProviderResponse>> untag(
            UntagOpenIdConnectProviderRequest request, Call call) {
        List<String> tagKeys = Form.tagKeys(request.tagKeys());
        return change(
                        call,
                        "UntagOpenIDConnectProvider",
                        request.openIDConnectProviderArn(),
                        ContextKeys.none().withAll("aws:TagKeys", tagKeys),
                        new UntagOidcProvider(tagKeys))
                .map(at -> new Written<>(UntagOpenIdConnectProviderResponse.builder().build(), at));
    }

    private Uni<ListOpenIdConnectProviderTagsResponse> tags(
            ListOpenIdConnectProviderTagsRequest request, Call call) {
        String arn = request.openIDConnectProviderArn();
        PageRequest page = Form.page("tags of " + arn, request.marker(), request.maxItems());
        return providers
                .require(call, "ListOpenIDConnectProviderTags", arn, ContextKeys.none())
                .map(found -> Page.of(page, found.target().tags()))
                .map(found ->
                        ListOpenIdConnectProviderTagsResponse.builder()
                                .tags(Reply.tags(Tags.exact(found.rows())))
                                .isTruncated(found.marker().isPresent())
                                .marker(found.marker().orElse(null))
                                .build());
    }

    private Uni<Revision> change(
            Call call, String action, String arn, ContextKeys keys, OidcProviderCommand command) {
        return providers
                .require(call, action, arn, keys)
                .chain(found ->
                        commands.run(
                                found.origin(),
                                call.account(),
                                OIDC_PROVIDERS,
                                Asked.always(found.target().id().text(), command)))
                .map(done -> done.revision());
    }
}
