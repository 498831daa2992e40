package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** What the script finds by itself, and what it says in one line where it finds nothing. */
class ScriptTest {

    private static final String LAST_LINE = "\\R$";

    @TempDir private Path directory;
    private Path script = Path.of("");

    @BeforeEach
    void copyOfTheScript() throws IOException {
        script = directory.resolve("gatehouse");
        Files.copy(GatehouseProcess.projectFile("gatehouse"), script);
    }

    @Test
    void a_jdk_that_fits_is_found_although_another_is_named() throws IOException {
        Path old = jdk("old", "17.0.9", "exit 1");
        Path fits = jdk("fits", "25.0.1", "echo \"this is the one\"");
        GatehouseProcess.Said said =
                run(
                        GatehouseProcess.projectFile("gatehouse"),
                        "status",
                        Map.of(
                                "JAVA_HOME",
                                old.toString(),
                                "PATH",
                                fits.resolve("bin") + ":" + System.getenv("PATH")));
        assertThat(said.text().strip()).isEqualTo("this is the one");
    }

    @Test
    void without_a_jdk_it_says_in_one_line_what_is_missing_and_how_to_get_it() throws IOException {
        Files.writeString(
                script, Files.readString(script).replaceFirst("wanted_jdk=25", "wanted_jdk=99"));
        GatehouseProcess.Said said = run(script, "build", Map.of());
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.text().replaceFirst(LAST_LINE, ""))
                .startsWith("gatehouse: needs a JDK 99 and found none: install one")
                .contains("set JAVA_HOME to it")
                .doesNotContain("\n");
    }

    @Test
    void without_maven_it_says_in_one_line_what_is_missing_and_how_to_get_it() {
        GatehouseProcess.Said said = run(script, "build", Map.of("MVN", "no-such-maven"));
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.text().replaceFirst(LAST_LINE, ""))
                .contains("needs Maven 3.8.6 or newer to build and found none: install it")
                .doesNotContain("\n");
    }

    @Test
    void a_maven_that_is_too_old_is_named() throws IOException {
        Path bin = Files.createDirectories(directory.resolve("maven"));
        executable(bin.resolve("mvn"), "echo 'Apache Maven 3.6.3 (x)'");
        GatehouseProcess.Said said =
                run(script, "build", Map.of("PATH", bin + ":" + System.getenv("PATH")));
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.text()).contains("needs Maven 3.8.6 or newer and found 3.6.3");
    }

    private Path jdk(String name, String version, String java) throws IOException {
        Path home = directory.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
        executable(home.resolve("bin").resolve("javac"), "exit 0");
        executable(home.resolve("bin").resolve("java"), java);
        return home;
    }

    private static void executable(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static GatehouseProcess.Said run(
            Path script, String command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(script.toString(), command);
        builder.environment().putAll(environment);
        return GatehouseProcess.run(builder);
    }
}
