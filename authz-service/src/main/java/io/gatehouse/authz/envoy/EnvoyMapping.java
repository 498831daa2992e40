package io.gatehouse.authz.envoy;

import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.gatehouse.authz.mapping.MappingSettings;
import io.gatehouse.authz.mapping.Template;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.ContextValues;
import io.gatehouse.authz.v1.Principal;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.Optional;

/** Makes the question of a request at a proxy. Immutable. */
@ApplicationScoped
class EnvoyMapping {

    private static final String BEARER = "Bearer ";

    private final Optional<Template> principal;
    private final Template action;
    private final Template resource;
    private final String application;
    private final Optional<String> account;

    EnvoyMapping(EnvoySettings settings, MappingSettings shared) {
        this.principal = settings.principal().map(Template::parse);
        this.action = Template.parse(settings.action());
        this.resource = Template.parse(settings.resource());
        this.application = settings.application();
        this.account = shared.account();
    }

    Attributes attributes(AttributeContext context) {
        return new Attributes(context, application, account);
    }

    /** Who the request is from; empty if it does not say, or not as it should. */
    Optional<Principal> principal(Attributes request) {
        if (principal.isEmpty()) {
            return request.header("authorization")
                    .filter(it -> it.startsWith(BEARER))
                    .map(it -> it.substring(BEARER.length()))
                    .map(it -> Principal.newBuilder().setSessionToken(it).build());
        }
        try {
            String arn = principal.get().fill(request::value);
            return Optional.of(Principal.newBuilder().setArn(arn).build());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /**
     * The whole question; a route's own {@code gatehouse.action} and {@code gatehouse.resource}
     * win. Throws IllegalArgumentException where something is missing.
     */
    CheckRequest question(Attributes request, Principal who) {
        CheckRequest.Builder question =
                CheckRequest.newBuilder()
                        .setPrincipal(who)
                        .setAction(filled(request, "gatehouse.action", action))
                        .setResource(filled(request, "gatehouse.resource", resource))
                        .setRequestId(request.context().getRequest().getHttp().getId());
        put(question, "aws:SourceIp", request.sourceIp());
        put(question, "aws:UserAgent", request.header("user-agent"));
        put(question, "aws:Referer", request.header("referer"));
        put(question, "http:Method", request.value("method"));
        put(question, "http:Host", request.value("host"));
        put(question, "http:Path", request.value("path"));
        put(
                question,
                "http:Scheme",
                Optional.of(request.context().getRequest().getHttp().getScheme())
                        .filter(it -> !it.isEmpty()));
        put(question, "http:SourcePrincipal", request.value("source.principal"));
        return question.build();
    }

    private static String filled(Attributes request, String extension, Template otherwise) {
        return request.extension(extension)
                .map(Template::parse)
                .orElse(otherwise)
                .fill(request::value);
    }

    private static void put(CheckRequest.Builder into, String key, Optional<String> value) {
        value.ifPresent(
                it -> into.putContext(key, ContextValues.newBuilder().addValues(it).build()));
    }
}
