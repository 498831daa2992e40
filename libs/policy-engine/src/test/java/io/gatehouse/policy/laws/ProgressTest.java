package io.gatehouse.policy.laws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A long run that was broken off goes on, and one of other code does not. */
class ProgressTest {

    @TempDir Path directory;

    @Test
    void what_is_done_is_known_to_the_next_run() throws IOException {
        Path file = directory.resolve("progress");
        Path code = code("one");
        Progress first = Progress.in(file, List.of(code));
        first.done(3);
        first.done(17);
        Files.writeString(file, "2", StandardOpenOption.APPEND);
        Progress second = Progress.in(file, List.of(code));
        assertThat(second.isDone(3)).isTrue();
        assertThat(second.isDone(17)).isTrue();
        assertThat(second.isDone(2)).as("a line half written").isFalse();
        assertThat(second.done()).isEqualTo(2);
        second.done(2);
        assertThat(Progress.in(file, List.of(code)).done()).isEqualTo(3);
    }

    @Test
    void other_code_begins_anew() throws IOException {
        Path file = directory.resolve("progress");
        Progress.in(file, List.of(code("one"))).done(3);
        assertThat(Progress.in(file, List.of(code("two"))).done()).isZero();
    }

    private Path code(String text) throws IOException {
        Path classes = Files.createDirectories(directory.resolve("classes"));
        Files.writeString(classes.resolve("A.class"), text);
        return classes;
    }
}
