package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a newcomer does: the example application and the examples in other languages. */
@ExtendWith(RunningGatehouse.class)
class ApplicationsTest {

    private static final String PEOPLE =
            "arn:aws:iam::" + GatehouseProcess.ACCOUNT + ":user/people/";
    private static final String ORDER =
            "arn:aws:orders:eu-central-1:" + GatehouseProcess.ACCOUNT + ":order/7";
    private static final Duration START = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void the_example_application_does_what_the_back_office_s_policies_say(
            GatehouseProcess gatehouse) throws Exception {
        importBackOffice(gatehouse);
        int port = freePort();
        Process application = ordersService(gatehouse, port);
        try {
            Eventually.within(START, "orders-service answers", () -> isUp(port));
            assertThat(orders(port, "dana", "GET", "/orders/7", "")).isEqualTo(200);
            assertThat(orders(port, "dana", "PUT", "/orders/7", "9 crates")).isEqualTo(200);
            assertThat(orders(port, "dana", "POST", "/orders/7/refund?amount=1.00", ""))
                    .isEqualTo(403);
            assertThat(orders(port, "sam", "POST", "/orders/7/refund?amount=99.90", ""))
                    .isEqualTo(200);
            assertThat(orders(port, "sam", "POST", "/orders/7/refund?amount=100.01", ""))
                    .isEqualTo(403);
            assertThat(orders(port, "nobody", "GET", "/orders/7", "")).isEqualTo(403);
        } finally {
            application.destroy();
            application.waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void check_explains_itself_as_a_tree(GatehouseProcess gatehouse) {
        importBackOffice(gatehouse);
        GatehouseProcess.Said said =
                gatehouse.run(
                        "check",
                        "--principal",
                        PEOPLE + "sam",
                        "--action",
                        "orders:Refund",
                        "--resource",
                        ORDER,
                        "--context",
                        "orders:Amount=100.01",
                        "--explain");
        assertThat(said.status()).isEqualTo(1);
        assertThat(said.text())
                .contains("├─ ✗ identity  (no statement allows)")
                .contains("│     ├─ ✓ Action  (`orders:Refund` matches)")
                .contains(
                        "└─ ✗ NumericLessThanEquals orders:Amount"
                                + "  (wanted `100`; the request has `100.01`)");
    }

    @Test
    void python_asks(GatehouseProcess gatehouse) {
        assumeTrue(isInstalled("python3", "--version"), "Python is not installed here");
        importBackOffice(gatehouse);
        ask(gatehouse, List.of("python3", example("ask.py")));
    }

    /** With the published .proto, from which grpcio-tools makes the client as it starts. */
    @Test
    void python_asks_over_grpc(GatehouseProcess gatehouse) throws IOException {
        assumeTrue(isInstalled("python3", "--version"), "Python is not installed here");
        Path environment = Path.of("target", "python").toAbsolutePath();
        assumeTrue(hasGrpcTools(environment), "pip cannot fetch grpcio-tools");
        importBackOffice(gatehouse);
        List<String> program =
                List.of(environment.resolve("bin/python").toString(), example("ask_grpc.py"));
        assertThat(asked(gatehouse, program, "99.90"))
                .satisfies(said -> assertThat(said.text()).startsWith("ALLOWED"))
                .satisfies(said -> assertThat(said.status()).isZero());
        assertThat(asked(gatehouse, program, "100.01"))
                .satisfies(said -> assertThat(said.text()).startsWith("IMPLICITLY_DENIED"))
                .satisfies(said -> assertThat(said.status()).isEqualTo(1));
        assertThat(GatehouseProcess.run(words(program, List.of("nobody", "no", "*"), gatehouse)))
                .satisfies(said -> assertThat(said.text()).contains("INVALID_ARGUMENT"))
                .satisfies(said -> assertThat(said.status()).isEqualTo(2));
    }

    /** Fetched once for each version, into an environment of its own. */
    private static boolean hasGrpcTools(Path environment) throws IOException {
        String wanted = "grpcio-tools==" + System.getProperty("gatehouse.grpcio-tools.version");
        Path stamp = environment.resolve(wanted);
        if (Files.exists(stamp)) {
            return true;
        }
        String pip = environment.resolve("bin/pip").toString();
        boolean isFetched =
                isInstalled("python3", "-m", "venv", environment.toString())
                        && isInstalled(pip, "install", "--quiet", "--retries", "0", wanted);
        if (isFetched) {
            Files.writeString(stamp, "");
        }
        return isFetched;
    }

    /** The compiler checks the types, and an older Node cannot run without it. */
    @Test
    void typescript_asks(GatehouseProcess gatehouse) throws IOException {
        assumeTrue(isInstalled("node", "--version"), "Node is not installed here");
        Path directory = Path.of("target", "typescript").toAbsolutePath();
        assumeTrue(
                new NpmPackage("typescript", System.getProperty("gatehouse.typescript.version"))
                        .isIn(directory),
                "npm cannot fetch TypeScript's compiler");
        importBackOffice(gatehouse);
        ask(gatehouse, List.of("node", compiled("ask", directory)));
    }

    private static String compiled(String name, Path directory) {
        GatehouseProcess.Said said =
                GatehouseProcess.run(
                        new ProcessBuilder(
                                "node",
                                directory.resolve("node_modules/typescript/bin/tsc").toString(),
                                "--target",
                                "es2022",
                                "--lib",
                                "es2022,dom",
                                "--strict",
                                "--outDir",
                                directory.toString(),
                                example(name + ".ts")));
        assertThat(said.status()).as(said.text()).isZero();
        return directory.resolve(name + ".js").toString();
    }

    private static void ask(GatehouseProcess gatehouse, List<String> program) {
        assertThat(asked(gatehouse, program, "99.90"))
                .satisfies(said -> {
                    assertThat(said.text()).startsWith("Allowed");
                    assertThat(said.status()).isZero();
                });
        assertThat(asked(gatehouse, program, "100.01"))
                .satisfies(said -> {
                    assertThat(said.text()).startsWith("ImplicitlyDenied");
                    assertThat(said.status()).isEqualTo(1);
                });
        assertThat(GatehouseProcess.run(words(program, List.of("nobody", "no", "*"), gatehouse)))
                .satisfies(said -> assertThat(said.status()).isEqualTo(2));
    }

    private static GatehouseProcess.Said asked(
            GatehouseProcess gatehouse, List<String> program, String amount) {
        return GatehouseProcess.run(
                words(
                        program,
                        List.of(PEOPLE + "sam", "orders:Refund", ORDER, "orders:Amount=" + amount),
                        gatehouse));
    }

    private static ProcessBuilder words(
            List<String> program, List<String> arguments, GatehouseProcess gatehouse) {
        List<String> words = new ArrayList<>(program);
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("GATEHOUSE_AUTHZ", "http://127.0.0.1:" + gatehouse.port(8083));
        builder.environment().put("GATEHOUSE_AUTHZ_GRPC", "127.0.0.1:" + gatehouse.port(9083));
        return builder;
    }

    private static void importBackOffice(GatehouseProcess gatehouse) {
        GatehouseProcess.Said said =
                gatehouse.run(
                        "import",
                        GatehouseProcess.projectFile("examples/back-office.json").toString());
        assertThat(said.status()).as(said.text()).isZero();
        Eventually.within(
                START,
                "sam is known",
                () ->
                        gatehouse
                                        .run(
                                                "check",
                                                "--principal",
                                                PEOPLE + "sam",
                                                "--action",
                                                "orders:Get",
                                                "--resource",
                                                ORDER)
                                        .status()
                                == 0);
    }

    private static Process ordersService(GatehouseProcess gatehouse, int port) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dquarkus.http.port=" + port,
                        "-Dgatehouse.authorizer.targets=127.0.0.1:" + gatehouse.port(9083),
                        "-Dgatehouse.authorizer.deadline=PT10S",
                        "-jar",
                        GatehouseProcess.projectFile(
                                        "examples/orders-service/target/quarkus-app/quarkus-run.jar")
                                .toString())
                .redirectErrorStream(true)
                .redirectOutput(gatehouse.data().resolve("logs/orders-service.log").toFile())
                .start();
    }

    private boolean isUp(int port) {
        try {
            return orders(port, "nobody", "GET", "/orders/7", "") == 403;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    private int orders(int port, String user, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("X-Principal", PEOPLE + user)
                        .header("Content-Type", "text/plain")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    private static boolean isInstalled(String... command) {
        try {
            return GatehouseProcess.run(new ProcessBuilder(command)).status() == 0;
        } catch (java.io.UncheckedIOException e) {
            return false;
        }
    }

    private static String example(String name) {
        return GatehouseProcess.projectFile("examples/ask/" + name).toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
