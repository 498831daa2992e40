package io.gatehouse.examples.orders;

import io.gatehouse.authz.client.Answer;
import io.gatehouse.authz.client.Authorizer;
import io.gatehouse.authz.client.PermissionQuestion;
import io.gatehouse.model.Revision;
import io.smallrye.mutiny.Uni;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** Gatehouse by hand: answers as the test tells it, on a thread of its own. */
@Alternative
@Priority(1)
@ApplicationScoped
public class ToldAuthorizer implements Authorizer {

    static final Answer YES = new Answer.Allowed(Revision.NONE, false);

    final List<PermissionQuestion> asked = new CopyOnWriteArrayList<>();
    final AtomicReference<Answer> answer = new AtomicReference<>(YES);

    @Override
    public Uni<Answer> check(PermissionQuestion question) {
        asked.add(question);
        return Uni.createFrom().item(answer.get()).emitOn(Thread::startVirtualThread);
    }

    /** Reached through CDI's proxy, whose fields are not the bean's. */
    public void tell(Answer next) {
        answer.set(next);
    }

    public PermissionQuestion last() {
        return asked.getLast();
    }

    public int times() {
        return asked.size();
    }
}
