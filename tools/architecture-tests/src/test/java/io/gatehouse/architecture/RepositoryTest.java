package io.gatehouse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What no file of the repository may hold, and how long a file may be. */
class RepositoryTest {

    private static final Path ROOT = Path.of(System.getProperty("gatehouse.root"));
    private static final Pattern REGISTRY =
            Pattern.compile("//(repo|registry|deb)[a-z0-9.-]*[.](org|com)");
    private static final Pattern MACHINE_PATH = Pattern.compile("/(work|root)/[a-z.]");
    private static final int LONGEST = 500;

    @Test
    void no_file_names_a_registry_or_a_path_of_one_machine() throws Exception {
        List<String> found = new ArrayList<>();
        for (Path file : trackedFiles()) {
            if (file.endsWith("RepositoryTest.java")) {
                continue;
            }
            String text =
                    new String(Files.readAllBytes(ROOT.resolve(file)), StandardCharsets.ISO_8859_1);
            for (Pattern pattern : List.of(REGISTRY, MACHINE_PATH)) {
                Matcher matcher = pattern.matcher(text);
                if (matcher.find()) {
                    found.add(file + ": " + matcher.group());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void no_source_file_is_longer_than_a_reader_can_hold() throws Exception {
        List<String> tooLong = new ArrayList<>();
        for (Path file : trackedFiles()) {
            if (file.toString().endsWith(".java")) {
                int lines = Files.readAllLines(ROOT.resolve(file)).size();
                if (lines > LONGEST) {
                    tooLong.add(file + ": " + lines + " lines");
                }
            }
        }
        assertThat(tooLong).as("STYLE, norms: 40 to 200 lines, 500 needs a reason").isEmpty();
    }

    /** Surefire passes over a class whose name is none of its includes, and says nothing. */
    @Test
    void every_class_with_tests_has_a_name_by_which_it_is_run() throws Exception {
        Pattern annotated =
                Pattern.compile(
                        "^\\s*@(Test|TestFactory|ParameterizedTest|Property|FuzzTest)\\b",
                        Pattern.MULTILINE);
        Pattern named = Pattern.compile("(Test.*|.*(Test|Tests|TestCase|Properties|Laws))[.]java");
        List<String> found = new ArrayList<>();
        for (Path file : trackedFiles()) {
            String name = file.getFileName().toString();
            if (!file.toString().contains("src/test/java")
                    || !name.endsWith(".java")
                    || named.matcher(name).matches()) {
                continue;
            }
            String text = Files.readString(ROOT.resolve(file));
            boolean onlyInherited = text.contains("abstract class ") || text.contains("interface ");
            if (!onlyInherited && annotated.matcher(text).find()) {
                found.add(file.toString());
            }
        }
        assertThat(found).as("the includes stand in the parent POM").isEmpty();
    }

    /** A control is claimed by what shows it, so what shows it must be there. */
    @Test
    void every_test_that_the_page_on_security_names_is_there() throws Exception {
        Matcher test =
                Pattern.compile("`([A-Z]\\w*(?:Test|Properties|Contract))(?:[.](\\w+))?`")
                        .matcher(Files.readString(ROOT.resolve("SECURITY.md")));
        List<Path> sources = trackedFiles();
        List<String> missing = new ArrayList<>();
        int named = 0;
        while (test.find()) {
            named++;
            String file = test.group(1) + ".java";
            String method = test.group(2) == null ? "" : "void " + test.group(2) + "(";
            boolean isThere = false;
            for (Path source : sources) {
                isThere |=
                        source.endsWith(file)
                                && Files.readString(ROOT.resolve(source)).contains(method);
            }
            if (!isThere) {
                missing.add(test.group());
            }
        }
        assertThat(named).isGreaterThan(30);
        assertThat(missing).isEmpty();
    }

    private static List<Path> trackedFiles() throws IOException, InterruptedException {
        Process git =
                new ProcessBuilder("git", "ls-files", "-z")
                        .directory(ROOT.toFile())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor()).as(output).isZero();
        return output.lines()
                .flatMap(line -> List.of(line.split("\0")).stream())
                .filter(name -> !name.isEmpty())
                .map(Path::of)
                .filter(file -> Files.isRegularFile(ROOT.resolve(file)))
                .toList();
    }
}
