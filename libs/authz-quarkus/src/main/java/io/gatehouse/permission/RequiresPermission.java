package io.gatehouse.permission;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method runs only if the caller may do the action to the resource:
 *
 * <pre>{@code
 * @GET
 * @Path("/{id}")
 * @RequiresPermission(action = "orders:Read", resource = "arn:aws:orders:::order/{id}")
 * public Order read(@PathParam("id") String id) { … }
 * }</pre>
 *
 * <p>Texts in braces are the method's parameters by their names in Java (compile with {@code
 * -parameters}), and their text is taken literally: a star in it is a star. A parameter that is
 * null, empty, or holds control characters is no resource, and refused. <code>${name}</code> is a
 * property of the application's configuration.
 *
 * <p>Otherwise the method is not entered, and the call fails: {@link NotAuthenticatedException}
 * (401) if nobody is known to ask, {@link PermissionDeniedException} (403) for a no, {@link
 * PermissionUnknownException} (503) if nobody could say. A method that gives a {@code Uni} is asked
 * for without blocking; any other must not run on an event loop.
 */
@Documented
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface RequiresPermission {

    /** {@code service:Name}, as policies name it. */
    @Nonbinding
    String action();

    /** An ARN, or {@code *} for what has no resource. */
    @Nonbinding
    String resource() default "*";

    /** Condition keys and their values, {@code key=value}; values as in {@link #resource}. */
    @Nonbinding
    String[] context() default {};
}
