package io.gatehouse.authz.client;

import io.smallrye.mutiny.Uni;

import java.util.List;

/** Asks through the stack, and closes what is at its bottom. */
record ClosingAuthorizer(Authorizer stack, GrpcAuthorizer bottom) implements Authorizers.Connected {

    @Override
    public Uni<Answer> check(PermissionQuestion question) {
        return stack.check(question);
    }

    @Override
    public Uni<List<Answer>> checkAll(List<PermissionQuestion> questions) {
        return stack.checkAll(questions);
    }

    @Override
    public void close() {
        bottom.close();
    }
}
