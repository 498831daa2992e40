package io.gatehouse.authz.client;

import io.smallrye.mutiny.Uni;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;

/** Answers as it is told, and remembers what it was asked and together with what. */
final class FakeAuthorizer implements Authorizer {

    final List<List<PermissionQuestion>> asked = new ArrayList<>();
    private final Queue<Function<PermissionQuestion, Answer>> answers = new ArrayDeque<>();
    private Function<PermissionQuestion, Answer> last;

    FakeAuthorizer(Function<PermissionQuestion, Answer> always) {
        this.last = always;
    }

    /** The next time it is asked, before what it always answers. */
    FakeAuthorizer first(Function<PermissionQuestion, Answer> answer) {
        answers.add(answer);
        return this;
    }

    @Override
    public Uni<Answer> check(PermissionQuestion question) {
        return checkAll(List.of(question)).map(List::getFirst);
    }

    @Override
    public synchronized Uni<List<Answer>> checkAll(List<PermissionQuestion> questions) {
        asked.add(List.copyOf(questions));
        Function<PermissionQuestion, Answer> next = answers.isEmpty() ? last : answers.remove();
        return Uni.createFrom().item(questions.stream().map(next).toList());
    }

    synchronized int times() {
        return asked.size();
    }
}
