package io.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The Java on the README's page compiles in the order it stands there, runs, and allows. */
class ReadmeTest {

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final String BEFORE_LAYERS =
            """
            CompiledPolicy readAll = CompiledPolicy.compile(document, PolicyName.of("a"));
            CompiledPolicy denyDelete = readAll;
            CompiledPolicy bucketPolicy = readAll;
            """;

    @Test
    void the_examples_compile_and_run(@TempDir Path directory) throws Exception {
        StringBuilder body = new StringBuilder();
        Matcher examples = JAVA.matcher(Files.readString(Path.of("README.md")));
        while (examples.find()) {
            String example = examples.group(1);
            body.append(example.contains("readAll") ? BEFORE_LAYERS : "").append(example);
        }
        assertThat(body.toString()).contains("decide(policies, request)").contains("explain(");
        Path source = directory.resolve("Example.java");
        Files.writeString(source, program(body));
        compile(source, directory);
        try (URLClassLoader loader =
                new URLClassLoader(
                        new URL[] {directory.toUri().toURL()}, getClass().getClassLoader())) {
            Object decision = loader.loadClass("Example").getMethod("run").invoke(null);
            assertThat(decision).hasToString("ALLOWED");
        }
    }

    private static String program(CharSequence body) {
        return """
        import io.gatehouse.model.*;
        import io.gatehouse.policy.decision.*;
        import io.gatehouse.policy.language.*;
        import java.time.Instant;
        import java.util.List;
        public class Example {
            public static Decision run() {
        %s
                return limited.boundaries().isEmpty() ? null : explanation.verdict().equals(verdict) ? verdict.decision() : null;
            }
        }
        """
                .formatted(body);
    }

    private static void compile(Path source, Path to) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(problems, null, null)) {
            compiler.getTask(
                            null,
                            files,
                            problems,
                            List.of(
                                    "-proc:none",
                                    "-d",
                                    to.toString(),
                                    "-cp",
                                    System.getProperty("java.class.path")),
                            null,
                            files.getJavaFileObjects(source))
                    .call();
        }
        assertThat(problems.getDiagnostics())
                .filteredOn(d -> d.getKind() == Diagnostic.Kind.ERROR)
                .isEmpty();
    }
}
