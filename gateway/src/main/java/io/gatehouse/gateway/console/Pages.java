package io.gatehouse.gateway.console;

import io.gatehouse.internal.v1.ConsoleReply;

import jakarta.enterprise.context.ApplicationScoped;

/** Pages as HTML; everything that comes from outside is escaped by the templates. */
@ApplicationScoped
class Pages {

    String signIn(String token, String problem, String account, String user) {
        return Templates.signin(token, problem, account, user).render();
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
