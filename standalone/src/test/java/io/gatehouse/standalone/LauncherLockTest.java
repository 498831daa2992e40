package io.gatehouse.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

class LauncherLockTest {

    @TempDir Path temporary;
    private DataDirectory data;

    @BeforeEach
    void prepare() {
        data = new DataDirectory(temporary);
        data.prepare();
    }

    @Test
    void nobody_takes_it_from_a_launcher_that_lives() throws Exception {
        Process launcher = launcher();
        try {
            assertThat(LauncherLock.take(data, Duration.ZERO)).isEmpty();
        } finally {
            launcher.destroyForcibly().waitFor();
        }
    }

    @Test
    void it_is_free_as_soon_as_its_launcher_was_killed() throws Exception {
        Process launcher = launcher();
        launcher.destroyForcibly();
        try (LauncherLock lock =
                LauncherLock.take(data, LauncherLock.FOR_A_DYING_ONE).orElseThrow()) {
            assertThat(lock).isNotNull();
        }
        launcher.waitFor();
    }

    /** Another JVM that holds the lock until it is killed. */
    private Process launcher() throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx32m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LauncherLockTest.class.getName(),
                                temporary.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        assertThat(process.inputReader().readLine()).isEqualTo("held");
        return process;
    }

    /** Takes the lock and says so; ends with its standard input. */
    static void main(String[] arguments) throws IOException {
        DataDirectory data = new DataDirectory(Path.of(arguments[0]));
        try (LauncherLock _ = LauncherLock.take(data, Duration.ZERO).orElseThrow()) {
            System.out.println("held");
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }
}
