package io.gatehouse.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class ImportSourceTest {

    private static final Path SHARED = Path.of(System.getProperty("gatehouse.shared.data", "none"));
    private static final Path ROOT = Path.of(System.getProperty("gatehouse.root", ".."));
    @TempDir Path directory;

    @Test
    void the_example_account_has_nothing_wrong() {
        ImportSource source = read(ROOT.resolve("examples").resolve("back-office.json"));
        assertThat(source.problems()).isEmpty();
        assertThat(source.contents().users()).isNotEmpty();
        assertThat(source.contents().groups()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(source.contents().attached()).isNotEmpty();
    }

    @Test
    void a_real_account_has_nothing_wrong() {
        ImportContents contents = present("account-authorization-details.json").contents();
        assertThat(contents.users()).hasSize(44);
        assertThat(contents.groups()).hasSize(5);
        assertThat(contents.roles()).hasSize(78);
        assertThat(contents.managed()).hasSize(84);
        assertThat(contents.roles().stream().filter(ImportContents.Role::isServiceLinked))
                .hasSize(8);
    }

    @Test
    void none_of_the_managed_policies_of_aws_has_anything_wrong() {
        assertThat(present("aws-managed-policies.jsonl").contents().managed()).hasSize(1568);
    }

    @Test
    void a_file_that_breaks_off_is_named_with_the_place_where_it_does() throws IOException {
        Path file =
                write(
                        "cut.json",
                        "{\"UserDetailList\": [{\"UserName\": \"a\"}, {\"UserName\": \"b");
        assertThat(read(file).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.file()).isEqualTo(file);
                    assertThat(problem.path()).startsWith("$.UserDetailList[1] (line 1, column");
                    assertThat(problem.reason()).startsWith("is not JSON");
                });
    }

    @Test
    void a_bad_policy_is_named_by_its_path_down_to_the_element() throws IOException {
        Path file =
                write(
                        "bad.json",
                        """
                        {"GroupDetailList": [{"GroupName": "g", "Arn": "arn:aws:iam::111122223333:group/g",
                          "GroupPolicyList": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17",
                            "Statement": [{"Effect": "Allow", "Action": "nocolon", "Resource": "*"}]}}]}]}
                        """);
        assertThat(read(file).problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.path())
                                .startsWith(
                                        "$.GroupDetailList[0].GroupPolicyList[0].PolicyDocument.Statement[0]"));
    }

    @Test
    void all_that_is_wrong_is_found_in_one_reading() throws IOException {
        Path file =
                write(
                        "worse.json",
                        """
                        {"UserDetailList": [{"UserName": "u"}, {"Arn": "no arn", "UserName": 7}],
                         "Policies": [{"PolicyName": "p", "Arn": "arn:aws:iam::111122223333:policy/p",
                           "PolicyVersionList": []}]}
                        """);
        assertThat(read(file).problems())
                .extracting(ImportProblem::path)
                .contains(
                        "$.UserDetailList[0].Arn",
                        "$.UserDetailList[1].Arn",
                        "$.UserDetailList[1].UserName",
                        "$.Policies[0].PolicyVersionList");
    }

    @Test
    void a_file_of_another_format_is_refused() throws IOException {
        assertThat(read(write("other.json", "{\"hello\": 1}")).problems()).hasSize(1);
        assertThat(read(write("two.json", "{\"Policies\": []} {}")).problems()).hasSize(1);
    }

    @Test
    void the_lines_of_a_jsonl_file_are_counted_from_one() throws IOException {
        Path file =
                write(
                        "policies.jsonl",
                        """
                        {"arn":"arn:aws:iam::aws:policy/service-role/Good","version":"v3","document":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}}
                        {"arn":"arn:aws:iam::111122223333:policy/Mine","document":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}}
                        """);
        ImportSource source = read(file);
        assertThat(source.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("$[line 2].arn"));
        ImportContents.Managed good = source.contents().managed().getFirst();
        assertThat(good.name()).isEqualTo("Good");
        assertThat(good.path()).isEqualTo("/service-role/");
        assertThat(good.versions().getFirst().id()).isEqualTo("v3");
    }

    @Test
    void a_directory_is_all_its_json_files_and_nothing_else() throws IOException {
        String line =
                "{\"arn\":\"arn:aws:iam::aws:policy/%s\",\"document\":{\"Version\":\"2012-10-17\","
                        + "\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}}\n";
        write("a.jsonl", line.formatted("One") + line.formatted("Two"));
        write("b.jsonl", line.formatted("Three"));
        write("notes.txt", "no policy");
        ImportSource source = read(directory);
        assertThat(source.problems()).isEmpty();
        assertThat(source.contents().managed())
                .extracting(ImportContents.Managed::name)
                .containsExactly("One", "Two", "Three");
    }

    private static ImportSource read(Path file) {
        ImportSource source = new ImportSource();
        source.read(file);
        return source;
    }

    private static ImportSource present(String name) {
        Path file = SHARED.resolve(name);
        assumeThat(file).as("%s: real data that is not part of the project", file).exists();
        ImportSource source = read(file);
        assertThat(source.problems()).isEmpty();
        return source;
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
