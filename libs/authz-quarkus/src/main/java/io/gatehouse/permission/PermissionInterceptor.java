package io.gatehouse.permission;

import io.gatehouse.authz.client.Answer;
import io.gatehouse.authz.client.Authorizer;
import io.gatehouse.authz.client.PermissionQuestion;
import io.smallrye.mutiny.Uni;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Asks before the method. Outside of transactions: nobody should hold one while waiting. */
@RequiresPermission(action = "")
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
class PermissionInterceptor {

    private final Authorizer authorizer;
    private final Asker asker;
    private final PermissionSettings settings;
    private final Config config;
    private final Map<Method, QuestionTemplate> templates = new ConcurrentHashMap<>();

    PermissionInterceptor(
            Authorizer authorizer, Asker asker, PermissionSettings settings, Config config) {
        this.config = config;
        this.authorizer = authorizer;
        this.asker = asker;
        this.settings = settings;
    }

    @AroundInvoke
    @Nullable Object around(InvocationContext invocation) throws Exception {
        PermissionQuestion question =
                templates
                        .computeIfAbsent(
                                invocation.getMethod(),
                                method ->
                                        QuestionTemplate.of(
                                                method,
                                                name -> config.getValue(name, String.class)))
                        .question(
                                asker.principal().orElseThrow(NotAuthenticatedException::new),
                                invocation.getParameters(),
                                asker.context(),
                                settings.resourceAccount());
        if (Uni.class.isAssignableFrom(invocation.getMethod().getReturnType())) {
            return authorizer
                    .check(question)
                    .invoke(PermissionInterceptor::require)
                    .chain(() -> proceed(invocation));
        }
        require(authorizer.checkBlocking(question));
        return invocation.proceed();
    }

    private static void require(Answer answer) {
        switch (answer) {
            case Answer.Allowed _ -> {
                // On to the method.
            }
            case Answer.Denied denied -> throw new PermissionDeniedException(denied.message());
            case Answer.Unanswered unanswered -> throw new PermissionUnknownException(unanswered);
        }
    }

    private static Uni<?> proceed(InvocationContext invocation) {
        try {
            return (Uni<?>) invocation.proceed();
        } catch (Exception e) {
            return Uni.createFrom().failure(e);
        }
    }
}
