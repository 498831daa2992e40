package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.IamClient;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A person signs in at the gateway in headless Chromium. Needs Chromium, Node and npm, from which
 * it fetches Playwright; skipped where one of them is absent. Its pictures are in {@code
 * target/browser}.
 */
@ExtendWith(RunningGatehouse.class)
class SignInTest {

    private static final Path DIRECTORY = Path.of("target", "browser").toAbsolutePath();

    @Test
    void a_person_signs_in_switches_roles_changes_the_password_and_signs_out(
            GatehouseProcess gatehouse) throws Exception {
        Optional<Path> chromium = find("chromium", "chromium-browser", "google-chrome");
        assumeTrue(chromium.isPresent(), "skipped: there is no Chromium (Debian: chromium)");
        assumeTrue(find("node").isPresent(), "skipped: there is no Node (Debian: nodejs)");
        assumeTrue(hasPlaywright(), "skipped: npm cannot fetch playwright-core");
        try (IamClient root = AwsClients.iam(gatehouse)) {
            root.createUser(r -> r.userName("person"));
            root.putUserPolicy(r ->
                    r.userName("person")
                            .policyName("self")
                            .policyDocument(
                                    "{\"Version\":\"2012-10-17\",\"Statement\":["
                                            + "{\"Effect\":\"Allow\",\"Action\":"
                                            + "[\"iam:ChangePassword\",\"iam:GetUser\"],"
                                            + "\"Resource\":\"arn:aws:iam::"
                                            + GatehouseProcess.ACCOUNT
                                            + ":user/${aws:username}\"},"
                                            + "{\"Effect\":\"Allow\",\"Action\":"
                                            + "[\"iam:List*\",\"sts:AssumeRole\"],"
                                            + "\"Resource\":\"*\"}]}"));
            root.createLoginProfile(
                    r -> r.userName("person").password("First-pass-1").passwordResetRequired(true));
            root.createRole(r ->
                    r.roleName("caretaker")
                            .assumeRolePolicyDocument(
                                    "{\"Version\":\"2012-10-17\",\"Statement\":{"
                                            + "\"Effect\":\"Allow\",\"Principal\":"
                                            + "{\"AWS\":\"arn:aws:iam::"
                                            + GatehouseProcess.ACCOUNT
                                            + ":root\"},\"Action\":\"sts:AssumeRole\"}}"));
        }
        GatehouseProcess.Said said = browse(gatehouse, chromium.get());
        assertThat(said.status()).as(said.text()).isZero();
        assertThat(said.text()).contains("ok: the role acts").contains("ok: no frame shows");
    }

    private static GatehouseProcess.Said browse(GatehouseProcess gatehouse, Path chromium)
            throws IOException {
        Path script = DIRECTORY.resolve("sign-in.mjs");
        Files.copy(
                GatehouseProcess.projectFile("tools/e2e/src/test/browser/sign-in.mjs"),
                script,
                StandardCopyOption.REPLACE_EXISTING);
        ProcessBuilder node =
                new ProcessBuilder("node", script.toString()).directory(DIRECTORY.toFile());
        node.environment()
                .putAll(
                        Map.of(
                                "GATEWAY",
                                gatehouse.gateway(),
                                "CHROMIUM",
                                chromium.toString(),
                                "SHOTS",
                                DIRECTORY.toString(),
                                "ACCOUNT",
                                GatehouseProcess.ACCOUNT,
                                "USER_NAME",
                                "person",
                                "PASSWORD",
                                "First-pass-1",
                                "NEW_PASSWORD",
                                "Second-pass-2",
                                "LAST_PASSWORD",
                                "Third-pass-3",
                                "ROLE",
                                "caretaker"));
        return GatehouseProcess.run(node);
    }

    private static boolean hasPlaywright() throws IOException {
        return new NpmPackage("playwright-core", System.getProperty("gatehouse.playwright.version"))
                .isIn(DIRECTORY);
    }

    private static Optional<Path> find(String... programs) {
        List<String> path =
                Arrays.asList(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
        return Arrays.stream(programs)
                .flatMap(program -> path.stream().map(at -> Path.of(at, program)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
