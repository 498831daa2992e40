package io.gatehouse.awsquery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.sts.StsClient;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The codec against the AWS SDK's own: what a real client sends is read back to the same request,
 * and what we write is read by the client to the same answer, for every operation.
 */
class RoundTripTest {

    private static LoopbackServer server;
    private static Map<AwsApi, Object> clients;

    @BeforeAll
    static void start() throws IOException {
        server = new LoopbackServer();
        StaticCredentialsProvider credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "s"));
        clients =
                Map.of(
                        AwsApi.IAM,
                        IamClient.builder()
                                .endpointOverride(server.address())
                                .region(Region.AWS_GLOBAL)
                                .credentialsProvider(credentials)
                                .httpClient(UrlConnectionHttpClient.create())
                                .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)))
                                .build(),
                        AwsApi.STS,
                        StsClient.builder()
                                .endpointOverride(server.address())
                                .region(Region.US_EAST_1)
                                .credentialsProvider(credentials)
                                .httpClient(UrlConnectionHttpClient.create())
                                .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)))
                                .build());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Operation> operations() {
        return Stream.of(AwsApi.values())
                .flatMap(api -> Operations.of(api).stream().map(name -> new Operation(api, name)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void what_the_client_sends_is_read_and_what_we_write_is_read_by_the_client(
            Operation operation) {
        for (int seed = 0; seed < 3; seed++) {
            GeneratedValues values = new GeneratedValues(seed * 31L + operation.name().hashCode());
            AwsRequest request = (AwsRequest) values.of(type(operation, "Request"));
            AwsResponse response = (AwsResponse) values.of(type(operation, "Response"));
            server.answers(200, AwsXml.answer(operation, response, "id-1"));

            AwsResponse received = call(operation, request);

            QueryForm form = QueryForm.parse(server.lastForm());
            assertThat(form.value("Action")).isEqualTo(operation.name());
            assertThat(form.value("Version")).isEqualTo(operation.api().version());
            assertThat(plain(new RequestReader().read(operation, form), false))
                    .isEqualTo(plain(request, false));
            assertThat(plain(received, operation.api() == AwsApi.IAM))
                    .isEqualTo(plain(response, false));
            assertThat(received.responseMetadata().requestId()).isEqualTo("id-1");
        }
    }

    @Test
    void an_error_reaches_the_client_as_its_exception() {
        Refusal refusal =
                new Refusal(
                        ErrorCode.NO_SUCH_ENTITY,
                        "The user with name <bob> & \u0001 cannot be found.");
        server.answers(404, AwsXml.error(AwsApi.IAM, refusal, "id-2"));
        IamClient client = (IamClient) clients.get(AwsApi.IAM);
        assertThat(
                        org.assertj.core.api.Assertions.catchThrowableOfType(
                                NoSuchEntityException.class,
                                () -> client.getUser(GetUserRequest.builder().build())))
                .satisfies(failure -> {
                    assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("NoSuchEntity");
                    assertThat(failure.awsErrorDetails().errorMessage())
                            .isEqualTo("The user with name <bob> & \uFFFD cannot be found.");
                    assertThat(failure.requestId()).isEqualTo("id-2");
                });
        server.answers(
                503,
                AwsXml.error(
                        AwsApi.IAM, new Refusal(ErrorCode.SERVICE_UNAVAILABLE, "later"), "id-3"));
        assertThat(
                        org.assertj.core.api.Assertions.catchThrowableOfType(
                                IamException.class, client::listUsers))
                .satisfies(failure -> assertThat(failure.statusCode()).isEqualTo(503));
    }

    private static Class<?> type(Operation operation, String suffix) {
        try {
            return Class.forName(
                    "software.amazon.awssdk.services.%s.model.%s%s"
                            .formatted(operation.api().vendor(), operation.sdkName(), suffix));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AwsResponse call(Operation operation, AwsRequest request) {
        String name = operation.name();
        String method = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
        Object client = clients.get(operation.api());
        Class<?> face = operation.api() == AwsApi.IAM ? IamClient.class : StsClient.class;
        try {
            Method called = face.getMethod(method, request.getClass());
            return (AwsResponse) called.invoke(client, request);
        } catch (InvocationTargetException e) {
            throw new AssertionError(operation.name(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All that is set, as plain values; empty structures count as set, documents are decoded. */
    private static Object plain(Object value, boolean decode) {
        return switch (value) {
            case SdkPojo pojo -> {
                Map<String, Object> fields = new TreeMap<>();
                for (SdkField<?> field : pojo.sdkFields()) {
                    Object of = field.getValueOrDefault(pojo);
                    if (of != null) {
                        boolean isDocument =
                                decode && field.locationName().matches(".*PolicyDocument|Document");
                        fields.put(
                                field.locationName(),
                                isDocument
                                        ? URLDecoder.decode(
                                                of.toString().replace("+", "%2B"),
                                                StandardCharsets.UTF_8)
                                        : plain(of, decode));
                    }
                }
                yield fields;
            }
            case java.util.List<?> list -> list.stream().map(item -> plain(item, decode)).toList();
            case Map<?, ?> map -> {
                Map<Object, Object> plain = new TreeMap<>();
                map.forEach((key, of) -> plain.put(key, plain(of, decode)));
                yield plain;
            }
            default -> value;
        };
    }
}
