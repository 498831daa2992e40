package io.gatehouse.gateway.console;

import io.gatehouse.internal.v1.ChooseRole;
import io.gatehouse.internal.v1.ConsoleReply;
import io.gatehouse.internal.v1.SignInProvider;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.List;

/** Pages as HTML; everything that comes from outside is escaped by the templates. */
@ApplicationScoped
class Pages {

    /**
     * @param providers whether people can also sign in elsewhere
     */
    String signIn(String token, String problem, String account, String user, boolean providers) {
        return Templates.signin(token, problem, account, user, providers).render();
    }

    /**
     * @param begin path at which signing in at a provider begins
     */
    String providers(String token, String account, String begin, List<SignInProvider> all) {
        return Templates.providers(
                        account,
                        all.stream().map(one -> ShownProvider.of(one, begin, token)).toList())
                .render();
    }

    /**
     * @param assertions path of assertions, before account and provider
     * @param response that is posted once more when the person has said yes
     */
    String chooseRole(String token, String assertions, String response, ChooseRole asked) {
        String action =
                "%s/%s/%s/confirmed"
                        .formatted(assertions, asked.getAccount(), asked.getProviderName());
        return Templates.choose(token, action, response, asked).render();
    }

    String mustChange(String token, ConsoleReply reply) {
        return Templates.change(token, reply.getProblem(), reply.getMustChangePassword()).render();
    }

    String console(String token, ConsoleReply reply) {
        return Templates.console(
                        new ShownPage(
                                token, reply.getProblem(), reply.getNotice(), reply.getPage()))
                .render();
    }

    String notice(String text) {
        return Templates.notice(text).render();
    }
}
