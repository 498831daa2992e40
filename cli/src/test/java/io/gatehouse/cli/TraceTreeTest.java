package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.authz.v1.TraceNode;

import org.junit.jupiter.api.Test;

import java.util.List;

class TraceTreeTest {

    @Test
    void a_trace_is_printed_as_a_tree() {
        TraceNode statement =
                TraceNode.newBuilder()
                        .setTitle("statement 0")
                        .setOutcome("no")
                        .addChildren(
                                TraceNode.newBuilder()
                                        .setTitle("Action")
                                        .setOutcome("no")
                                        .setDetail("s3:Get* does not match"))
                        .build();
        assertThat(
                        TraceTree.lines(
                                List.of(
                                        TraceNode.newBuilder()
                                                .setTitle("identity")
                                                .setOutcome("no")
                                                .addChildren(statement)
                                                .build(),
                                        TraceNode.newBuilder()
                                                .setTitle("session")
                                                .setOutcome("not-evaluated")
                                                .setDetail("there is none")
                                                .build())))
                .containsExactly(
                        "├─ ✗ identity",
                        "│  └─ ✗ statement 0",
                        "│     └─ ✗ Action  (s3:Get* does not match)",
                        "└─ · session  (there is none)");
    }
}
