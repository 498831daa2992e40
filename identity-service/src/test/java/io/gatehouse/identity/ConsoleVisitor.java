package io.gatehouse.identity;

import io.gatehouse.internal.v1.BeginAtProviderReply;
import io.gatehouse.internal.v1.BeginAtProviderRequest;
import io.gatehouse.internal.v1.ConsoleQuestionsGrpc.ConsoleQuestionsBlockingStub;
import io.gatehouse.internal.v1.ConsoleReply;
import io.gatehouse.internal.v1.LookRequest;
import io.gatehouse.internal.v1.SwitchRoleRequest;
import io.gatehouse.internal.v1.Visitor;
import io.gatehouse.kit.service.ServiceTokens;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A browser at the console, as the gateway speaks of it. */
record ConsoleVisitor(ServiceTokens tokens) {

    static final String CODES = "https://gatehouse.example.com/signin/back";
    static final String ASSERTIONS = "https://gatehouse.example.com/signin/saml";

    /** Each visit comes from an address of its own: guesses are counted by address, too. */
    private static final AtomicInteger VISITS = new AtomicInteger();

    static Visitor.Builder of(String session) {
        int visit = VISITS.incrementAndGet();
        return Visitor.newBuilder()
                .setSession(session)
                .setSourceIp("10.2." + visit / 256 + "." + visit % 256)
                .setUserAgent("browser/1")
                .setRequestId("provider-visit-" + visit);
    }

    <T> T ask(Function<ConsoleQuestionsBlockingStub, T> question) {
        return Client.askConsole(tokens, question);
    }

    /** Sends a browser to a provider. */
    BeginAtProviderReply begin(String provider) {
        return ask(console ->
                console.beginAtProvider(
                        BeginAtProviderRequest.newBuilder()
                                .setVisitor(of(""))
                                .setProviderArn(provider)
                                .setCodeUrl(CODES)
                                .setAssertionUrl(ASSERTIONS)
                                .build()));
    }

    ConsoleReply look(String session) {
        return ask(
                console -> console.look(LookRequest.newBuilder().setVisitor(of(session)).build()));
    }

    ConsoleReply switchRole(String session, String role) {
        return ask(console ->
                console.switchRole(
                        SwitchRoleRequest.newBuilder()
                                .setVisitor(of(session))
                                .setRoleName(role)
                                .build()));
    }
}
