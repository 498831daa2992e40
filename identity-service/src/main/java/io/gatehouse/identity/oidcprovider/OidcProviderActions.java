package io.gatehouse.identity.oidcprovider;

import static io.gatehouse.identity.oidcprovider.OidcProviderKind.OIDC_PROVIDERS;

import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.log.Moment;
import io.gatehouse.identity.oidcprovider.OidcProviderCommand.CreateOidcProvider;
import io.gatehouse.identity.oidcprovider.OidcProviderCommand.DeleteOidcProvider;
import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.identity.wire.Reply;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.kit.guard.Guard;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import software.amazon.awssdk.services.iam.model.CreateOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.CreateOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.DeleteOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.DeleteOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.GetOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.GetOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.ListOpenIdConnectProvidersRequest;
import software.amazon.awssdk.services.iam.model.ListOpenIdConnectProvidersResponse;
import software.amazon.awssdk.services.iam.model.OpenIDConnectProviderListEntry;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** Create-, Get-, DeleteOpenIDConnectProvider and ListOpenIDConnectProviders. */
@ApplicationScoped
public class OidcProviderActions implements ActionSet {

    private static final SecureRandom CHANCE = new SecureRandom();

    private final Commands commands;
    private final PermittedOidcProviders providers;
    private final Gate gate;
    private final Pool database;
    private final boolean allowsHttp;

    OidcProviderActions(
            Commands commands,
            PermittedOidcProviders providers,
            Gate gate,
            Pool database,
            @ConfigProperty(name = "gatehouse.federation.allow-http", defaultValue = "false")
                    boolean allowsHttp) {
        this.commands = commands;
        this.providers = providers;
        this.gate = gate;
        this.database = database;
        this.allowsHttp = allowsHttp;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(CreateOpenIdConnectProviderRequest.class, this::create);
        actions.on(GetOpenIdConnectProviderRequest.class, this::read);
        actions.on(ListOpenIdConnectProvidersRequest.class, this::list);
        actions.onWrite(DeleteOpenIdConnectProviderRequest.class, this::delete);
    }

    private Uni<Written<CreateOpenIdConnectProviderResponse>> create(
            CreateOpenIdConnectProviderRequest request, Call call) {
        IssuerUrl issuer = issuer(request.url());
        Tags tags = Form.exactTags(request.tags());
        ContextKeys keys =
                ContextKeys.none()
                        .withRequestTags(Form.tagMap(tags))
                        .withResourceTags(Form.tagMap(tags));
        return gate.require(call, "CreateOpenIDConnectProvider", issuer.arn(call.account()), keys)
                .chain(origin ->
                        commands.run(
                                origin,
                                call.account(),
                                OIDC_PROVIDERS,
                                moment -> newProvider(moment, call, issuer, request)))
                .map(done ->
                        new Written<>(
                                CreateOpenIdConnectProviderResponse.builder()
                                        .openIDConnectProviderArn(
                                                issuer.arn(call.account()).toString())
                                        .tags(Reply.ownTags(tags))
                                        .build(),
                                done.revision()));
    }

    private IssuerUrl issuer(String url) {
        if (!IssuerUrl.isWellFormed(url)) {
            throw RefusedException.of(
                    ErrorCode.INVALID_INPUT, "Invalid Open ID Connect Provider URL");
        }
        IssuerUrl issuer = new IssuerUrl(url);
        if (issuer.isPlainHttp() && !allowsHttp) {
            throw RefusedException.of(
                    ErrorCode.INVALID_INPUT,
                    "Invalid Open ID Connect Provider URL: it must begin with https://");
        }
        return issuer;
    }

    private static Uni<Asked<OidcProviderCommand>> newProvider(
            Moment moment,
            Call call,
            IssuerUrl issuer,
            CreateOpenIdConnectProviderRequest request) {
        return OidcProviderView.byName(moment.sql(), call.account(), issuer.name())
                .chain(holder ->
                        holder.isPresent()
                                ? Uni.createFrom()
                                        .item(Asked.<OidcProviderCommand>no(taken(issuer)))
                                : OidcProviderView.count(moment.sql(), call.account())
                                        .map(existing ->
                                                newProvider(moment, issuer, request, existing)));
    }

    private static Refusal taken(IssuerUrl issuer) {
        return new Refusal(
                ErrorCode.ENTITY_ALREADY_EXISTS, OidcProviderDecider.alreadyExistsText(issuer));
    }

    private static Asked<OidcProviderCommand> newProvider(
            Moment moment,
            IssuerUrl issuer,
            CreateOpenIdConnectProviderRequest request,
            int existing) {
        ProviderId id = ProviderId.random(CHANCE);
        return Asked.of(
                id.text(),
                new CreateOidcProvider(
                        id,
                        issuer,
                        request.clientIDList().stream().distinct().toList(),
                        request.thumbprintList().stream().distinct().toList(),
                        Form.exactTags(request.tags()),
                        moment.now(),
                        existing));
    }

    private Uni<GetOpenIdConnectProviderResponse> read(
            GetOpenIdConnectProviderRequest request, Call call) {
        return providers
                .require(
                        call,
                        "GetOpenIDConnectProvider",
                        request.openIDConnectProviderArn(),
                        ContextKeys.none())
                .map(found -> {
                    OidcProviderRow row = found.target();
                    return GetOpenIdConnectProviderResponse.builder()
                            .url(row.issuer().shown())
                            .clientIDList(row.clientIds())
                            .thumbprintList(row.thumbprints())
                            .createDate(Reply.date(row.created()))
                            .tags(Reply.ownTags(row.tags()))
                            .build();
                });
    }

    private Uni<ListOpenIdConnectProvidersResponse> list(
            ListOpenIdConnectProvidersRequest request, Call call) {
        return gate.require(
                        call, "ListOpenIDConnectProviders", Guard.NO_RESOURCE, ContextKeys.none())
                .chain(() -> OidcProviderView.all(database, call.account()))
                .map(rows ->
                        ListOpenIdConnectProvidersResponse.builder()
                                .openIDConnectProviderList(entries(rows))
                                .build());
    }

    private static List<OpenIDConnectProviderListEntry> entries(List<OidcProviderRow> rows) {
        return rows.stream()
                .map(row ->
                        OpenIDConnectProviderListEntry.builder().arn(row.arn().toString()).build())
                .toList();
    }

    /** Deleting what is not there succeeds, as AWS documents. */
    private Uni<Written<DeleteOpenIdConnectProviderResponse>> delete(
            DeleteOpenIdConnectProviderRequest request, Call call) {
        DeleteOpenIdConnectProviderResponse answer =
                DeleteOpenIdConnectProviderResponse.builder().build();
        return providers
                .find(
                        call,
                        "DeleteOpenIDConnectProvider",
                        request.openIDConnectProviderArn(),
                        ContextKeys.none())
                .chain(found -> {
                    Optional<OidcProviderRow> row = found.target();
                    return row.isEmpty()
                            ? Uni.createFrom().item(Written.unchanged(answer))
                            : commands.run(
                                            found.origin(),
                                            call.account(),
                                            OIDC_PROVIDERS,
                                            Asked.always(
                                                    row.get().id().text(),
                                                    new DeleteOidcProvider()))
                                    .map(done -> new Written<>(answer, done.revision()));
                });
    }
}
