package io.gatehouse.authz.client;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.smallrye.mutiny.Uni;

import java.util.List;

/**
 * A span for each question, or each batch, as a child of the present one: what was asked and what
 * was answered. The principal, the resource and the context stay out of it: they may be personal.
 */
public final class TracingAuthorizer implements Authorizer {

    private final Authorizer inner;
    private final Tracer tracer;

    public TracingAuthorizer(Authorizer inner, OpenTelemetry telemetry) {
        this.inner = inner;
        this.tracer = telemetry.getTracer("io.gatehouse.authz.client");
    }

    @Override
    public Uni<Answer> check(PermissionQuestion question) {
        return Uni.createFrom()
                .deferred(() -> {
                    Span span =
                            tracer.spanBuilder("gatehouse check")
                                    .setSpanKind(SpanKind.CLIENT)
                                    .setAttribute("gatehouse.action", question.action().toString())
                                    .startSpan();
                    return inner.check(question)
                            .invoke(answer -> end(span, answer))
                            .onCancellation()
                            .invoke(() -> span.end());
                });
    }

    @Override
    public Uni<List<Answer>> checkAll(List<PermissionQuestion> questions) {
        return Uni.createFrom()
                .deferred(() -> {
                    Span span =
                            tracer.spanBuilder("gatehouse check batch")
                                    .setSpanKind(SpanKind.CLIENT)
                                    .setAttribute("gatehouse.questions", questions.size())
                                    .startSpan();
                    return inner.checkAll(questions)
                            .invoke(_ -> span.end())
                            .onCancellation()
                            .invoke(() -> span.end());
                });
    }

    private static void end(Span span, Answer answer) {
        switch (answer) {
            case Answer.Allowed(var _, boolean isStale) -> {
                span.setAttribute("gatehouse.decision", "Allowed");
                span.setAttribute("gatehouse.stale", isStale);
            }
            case Answer.Denied denied -> {
                span.setAttribute(
                        "gatehouse.decision",
                        denied.isExplicit() ? "ExplicitlyDenied" : "ImplicitlyDenied");
                span.setAttribute("gatehouse.layer", denied.layer());
                span.setAttribute("gatehouse.stale", denied.isStale());
            }
            case Answer.Unanswered unanswered -> {
                span.setAttribute("gatehouse.unanswered", unanswered.cause().name());
                span.setStatus(StatusCode.ERROR, unanswered.cause().name());
            }
        }
        span.end();
    }
}
