package io.gatehouse.identity.samlprovider;

import static io.gatehouse.identity.samlprovider.SamlProviderKind.SAML_PROVIDERS;

import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.log.Moment;
import io.gatehouse.identity.samlprovider.SamlProviderCommand.CreateSamlProvider;
import io.gatehouse.identity.samlprovider.SamlProviderCommand.DeleteSamlProvider;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.identity.wire.Reply;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.CreateSamlProviderRequest;
import software.amazon.awssdk.services.iam.model.CreateSamlProviderResponse;
import software.amazon.awssdk.services.iam.model.DeleteSamlProviderRequest;
import software.amazon.awssdk.services.iam.model.DeleteSamlProviderResponse;
import software.amazon.awssdk.services.iam.model.UpdateSamlProviderRequest;
import software.amazon.awssdk.services.iam.model.UpdateSamlProviderResponse;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** CreateSAMLProvider, UpdateSAMLProvider, DeleteSAMLProvider. */
@ApplicationScoped
public class SamlProviderActions implements ActionSet {

    private static final SecureRandom CHANCE = new SecureRandom();

    private final Commands commands;
    private final PermittedSamlProviders providers;
    private final Gate gate;
    private final SamlPrivateKeys keys;

    SamlProviderActions(
            Commands commands, PermittedSamlProviders providers, Gate gate, SamlPrivateKeys keys) {
        this.commands = commands;
        this.providers = providers;
        this.gate = gate;
        this.keys = keys;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(CreateSamlProviderRequest.class, this::create);
        actions.onWrite(UpdateSamlProviderRequest.class, this::update);
        actions.onWrite(DeleteSamlProviderRequest.class, this::delete);
    }

    private Uni<Written<CreateSamlProviderResponse>> create(
            CreateSamlProviderRequest request, Call call) {
        EntityName name = new EntityName(request.name());
        Tags tags = Form.exactTags(request.tags());
        EncryptionWish encryption = EncryptionWish.of(request, CHANCE);
        SamlForm.requireMetadata(request.samlMetadataDocument());
        ContextKeys context =
                ContextKeys.none()
                        .withRequestTags(Form.tagMap(tags))
                        .withResourceTags(Form.tagMap(tags));
        String arn = SamlProviderRow.arn(call.account(), name).toString();
        return gate.require(call, "CreateSAMLProvider", arn, context)
                .chain(origin ->
                        commands.run(
                                origin,
                                call.account(),
                                SAML_PROVIDERS,
                                moment -> newProvider(moment, call, request, encryption)))
                .map(done ->
                        new Written<>(
                                CreateSamlProviderResponse.builder()
                                        .samlProviderArn(arn)
                                        .tags(Reply.ownTags(tags))
                                        .build(),
                                done.revision()));
    }

    private Uni<Asked<SamlProviderCommand>> newProvider(
            Moment moment,
            Call call,
            CreateSamlProviderRequest request,
            EncryptionWish encryption) {
        EntityName name = new EntityName(request.name());
        return SamlProviderView.byName(moment.sql(), call.account(), name)
                .chain(holder ->
                        holder.isPresent()
                                ? Uni.createFrom().item(taken(name))
                                : SamlProviderView.count(moment.sql(), call.account())
                                        .map(existing ->
                                                newProvider(
                                                        moment, request, encryption, existing)));
    }

    private Asked<SamlProviderCommand> newProvider(
            Moment moment,
            CreateSamlProviderRequest request,
            EncryptionWish encryption,
            int existing) {
        ProviderId id = ProviderId.random(CHANCE);
        List<SamlProviderCommand> asked = new ArrayList<>();
        asked.add(
                new CreateSamlProvider(
                        id,
                        new EntityName(request.name()),
                        request.samlMetadataDocument(),
                        Form.exactTags(request.tags()),
                        moment.now(),
                        existing));
        asked.addAll(encryption.commands(moment.now()));
        return new Asked.Of<>(id.text(), asked, sql -> encryption.keep(keys, sql, id));
    }

    private static Asked<SamlProviderCommand> taken(EntityName name) {
        return Asked.no(
                new Refusal(
                        ErrorCode.ENTITY_ALREADY_EXISTS,
                        "SAMLProvider with name " + name + " already exists."));
    }

    private Uni<Written<UpdateSamlProviderResponse>> update(
            UpdateSamlProviderRequest request, Call call) {
        EncryptionWish encryption = EncryptionWish.of(request, CHANCE);
        if (request.samlMetadataDocument() != null) {
            SamlForm.requireMetadata(request.samlMetadataDocument());
        }
        return providers
                .require(call, "UpdateSAMLProvider", request.samlProviderArn(), ContextKeys.none())
                .chain(found ->
                        commands.run(
                                found.origin(),
                                call.account(),
                                SAML_PROVIDERS,
                                moment ->
                                        Uni.createFrom()
                                                .item(
                                                        changed(
                                                                moment,
                                                                found.target().id(),
                                                                request,
                                                                encryption))))
                .map(done ->
                        new Written<>(
                                UpdateSamlProviderResponse.builder()
                                        .samlProviderArn(request.samlProviderArn())
                                        .build(),
                                done.revision()));
    }

    private Asked<SamlProviderCommand> changed(
            Moment moment,
            ProviderId id,
            UpdateSamlProviderRequest request,
            EncryptionWish encryption) {
        List<SamlProviderCommand> asked = new ArrayList<>();
        if (request.samlMetadataDocument() != null) {
            asked.add(new SamlProviderCommand.ReplaceMetadata(request.samlMetadataDocument()));
        }
        asked.addAll(encryption.commands(moment.now()));
        return new Asked.Of<>(id.text(), asked, sql -> encryption.keep(keys, sql, id));
    }

    private Uni<Written<DeleteSamlProviderResponse>> delete(
            DeleteSamlProviderRequest request, Call call) {
        return providers
                .require(call, "DeleteSAMLProvider", request.samlProviderArn(), ContextKeys.none())
                .chain(found ->
                        commands.run(
                                found.origin(),
                                call.account(),
                                SAML_PROVIDERS,
                                Asked.always(found.target().id().text(), new DeleteSamlProvider())))
                .map(done ->
                        new Written<>(
                                DeleteSamlProviderResponse.builder().build(), done.revision()));
    }
}
