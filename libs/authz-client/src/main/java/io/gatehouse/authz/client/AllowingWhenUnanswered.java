package io.gatehouse.authz.client;

import io.gatehouse.authz.client.Answer.Cause;
import io.gatehouse.model.Revision;
import io.smallrye.mutiny.Uni;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Turns "nobody could say" into a yes, for what an application would rather do than not: because it
 * was told so, in these words. Only for the causes named; a wrong question and a refusal to answer
 * stay what they are. Such a yes is stale and of no revision.
 */
public final class AllowingWhenUnanswered implements Authorizer {

    private static final Set<Cause> NEVER = EnumSet.of(Cause.INVALID, Cause.NOT_PERMITTED);

    private final Authorizer inner;
    private final Set<Cause> causes;
    private final BiConsumer<PermissionQuestion, Answer.Unanswered> told;

    /**
     * @param causes that become a yes; INVALID and NOT_PERMITTED cannot
     * @param told each time, to be logged and counted
     */
    public AllowingWhenUnanswered(
            Authorizer inner,
            Set<Cause> causes,
            BiConsumer<PermissionQuestion, Answer.Unanswered> told) {
        for (Cause cause : causes) {
            if (NEVER.contains(cause)) {
                throw new IllegalArgumentException(cause + " can never become a yes");
            }
        }
        this.inner = inner;
        this.causes = Set.copyOf(causes);
        this.told = told;
    }

    @Override
    public Uni<Answer> check(PermissionQuestion question) {
        return inner.check(question).map(answer -> lenient(question, answer));
    }

    @Override
    public Uni<List<Answer>> checkAll(List<PermissionQuestion> questions) {
        return inner.checkAll(questions)
                .map(answers -> {
                    List<Answer> all = new java.util.ArrayList<>(answers);
                    for (int i = 0; i < all.size(); i++) {
                        all.set(i, lenient(questions.get(i), all.get(i)));
                    }
                    return all;
                });
    }

    private Answer lenient(PermissionQuestion question, Answer answer) {
        if (answer instanceof Answer.Unanswered unanswered && causes.contains(unanswered.cause())) {
            told.accept(question, unanswered);
            return new Answer.Allowed(Revision.NONE, true);
        }
        return answer;
    }
}
