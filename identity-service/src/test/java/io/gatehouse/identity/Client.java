package io.gatehouse.identity;

import static io.restassured.RestAssured.given;

import com.google.protobuf.ByteString;

import io.gatehouse.internal.v1.AuthenticateRequest;
import io.gatehouse.internal.v1.AuthenticateResponse;
import io.gatehouse.internal.v1.ConsoleQuestionsGrpc;
import io.gatehouse.internal.v1.ConsoleQuestionsGrpc.ConsoleQuestionsBlockingStub;
import io.gatehouse.internal.v1.Header;
import io.gatehouse.internal.v1.IdentityQuestionsGrpc;
import io.gatehouse.internal.v1.IdentityQuestionsGrpc.IdentityQuestionsBlockingStub;
import io.gatehouse.kit.service.ServiceName;
import io.gatehouse.kit.service.ServiceTokens;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.restassured.RestAssured;
import io.restassured.response.Response;

import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A caller with an access key, and the gateway's part of its journey: signed by the AWS SDK,
 * verified over gRPC, forwarded over HTTP with the internal token.
 */
final class Client {

    private final ServiceTokens tokens;
    private final String keyId;
    private final String secret;
    private final Optional<String> sessionToken;
    private final Map<String, String> unsigned = new TreeMap<>();

    Client(ServiceTokens tokens, String keyId, String secret) {
        this(tokens, keyId, secret, Optional.empty());
    }

    private Client(
            ServiceTokens tokens, String keyId, String secret, Optional<String> sessionToken) {
        this.tokens = tokens;
        this.keyId = keyId;
        this.secret = secret;
        this.sessionToken = sessionToken;
    }

    /** The holder of temporary credentials. */
    static Client session(ServiceTokens tokens, String keyId, String secret, String token) {
        return new Client(tokens, keyId, secret, Optional.of(token));
    }

    /** Of the answer of CreateAccessKey, or of any that has Credentials. */
    static Client of(ServiceTokens tokens, Response answer) {
        answer.then().statusCode(200);
        String token = answer.xmlPath().getString("**.find { it.name() == 'SessionToken' }");
        return new Client(
                tokens,
                answer.xmlPath().getString("**.find { it.name() == 'AccessKeyId' }"),
                answer.xmlPath().getString("**.find { it.name() == 'SecretAccessKey' }"),
                Optional.ofNullable(token).filter(text -> !text.isEmpty()));
    }

    /** A header that goes with every request and is not signed. */
    Client with(String header, String value) {
        unsigned.put(header, value);
        return this;
    }

    String keyId() {
        return keyId;
    }

    String sessionToken() {
        return sessionToken.orElseThrow();
    }

    /** Root of the first account. */
    static Client root(ServiceTokens tokens) {
        return fromFile(tokens, IdentityEnvironment.rootKeyFile());
    }

    /** Whose key was left in the file. */
    static Client fromFile(ServiceTokens tokens, Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return new Client(tokens, after(lines.get(0)), after(lines.get(1)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String after(String line) {
        return line.substring(line.indexOf(" = ") + 3);
    }

    String secret() {
        return secret;
    }

    /** One IAM action; parameters come as name, value, name, value. */
    Response iam(String action, String... parameters) {
        return query("iam", "2010-05-08", action, parameters);
    }

    Response sts(String action, String... parameters) {
        return query("sts", "2011-06-15", action, parameters);
    }

    private Response query(String service, String version, String action, String... parameters) {
        StringBuilder form = new StringBuilder("Action=" + action + "&Version=" + version);
        for (int i = 0; i < parameters.length; i += 2) {
            form.append('&').append(parameters[i]).append('=').append(encode(parameters[i + 1]));
        }
        String type = "application/x-www-form-urlencoded";
        return send("POST", "/", service, service + ":" + action, type, form.toString());
    }

    Response post(String path, String json) {
        return send("POST", path, "iam", "POST " + path, "application/json", json);
    }

    Response get(String path) {
        return send("GET", path, "iam", "GET " + path, "application/json", "");
    }

    private Response send(
            String method, String path, String service, String action, String type, String body) {
        String requestId = UUID.randomUUID().toString();
        AuthenticateResponse known = authenticate(method, path, service, action, body, requestId);
        if (!known.hasCaller()) {
            throw new RefusedAtTheDoor(known.getRefused().getCode());
        }
        var request =
                given().header("Authorization", "Bearer " + known.getInternalToken())
                        .header("X-Gatehouse-Request-Id", requestId)
                        .contentType(type);
        return method.equals("GET") ? request.get(path) : request.body(body).post(path);
    }

    /** What identity-service says to the gateway. */
    AuthenticateResponse authenticate(
            String method, String path, String service, String action, String body, String id) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        SdkHttpRequest signed =
                AwsV4HttpSigner.create()
                        .sign(s ->
                                s.identity(credentials())
                                        .request(
                                                SdkHttpRequest.builder()
                                                        .method(SdkHttpMethod.fromValue(method))
                                                        .uri(
                                                                URI.create(
                                                                        "http://localhost:8080"
                                                                                + path))
                                                        .build())
                                        .payload(() -> new ByteArrayInputStream(bytes))
                                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"))
                        .request();
        AuthenticateRequest.Builder request =
                AuthenticateRequest.newBuilder()
                        .setMethod(method)
                        .setUri(path)
                        .setBody(ByteString.copyFrom(bytes))
                        .setSourceIp("192.0.2.7")
                        .setRequestId(id)
                        .setAudience("identity")
                        .setAction(action)
                        .setWithHeads(true)
                        .addHeadsOf("aws")
                        .addHeaders(Header.newBuilder().setName("User-Agent").setValue("test/1"));
        signed.headers()
                .forEach((name, values) ->
                        values.forEach(value ->
                                request.addHeaders(
                                        Header.newBuilder().setName(name).setValue(value))));
        unsigned.forEach((name, value) ->
                request.addHeaders(Header.newBuilder().setName(name).setValue(value)));
        if (signed.firstMatchingHeader("host").isEmpty()) {
            request.addHeaders(Header.newBuilder().setName("Host").setValue("localhost:8080"));
        }
        return ask(tokens, questions -> questions.authenticate(request.build()));
    }

    private AwsCredentialsIdentity credentials() {
        return sessionToken.isPresent()
                ? AwsSessionCredentialsIdentity.create(keyId, secret, sessionToken.get())
                : AwsCredentialsIdentity.create(keyId, secret);
    }

    /** Asks identity-service as the gateway does: over gRPC, on its HTTP port. */
    static <T> T ask(ServiceTokens tokens, Function<IdentityQuestionsBlockingStub, T> question) {
        return ask(tokens, ServiceName.GATEWAY, question);
    }

    /** Asks as who holds the files of the machine. */
    static <T> T askAsOperator(
            ServiceTokens tokens, Function<IdentityQuestionsBlockingStub, T> question) {
        return ask(tokens, ServiceName.OPERATOR, question);
    }

    private static <T> T ask(
            ServiceTokens tokens,
            ServiceName asking,
            Function<IdentityQuestionsBlockingStub, T> question) {
        return over(
                tokens,
                asking,
                channel -> question.apply(IdentityQuestionsGrpc.newBlockingStub(channel)));
    }

    /** Asks for a person who visits the console, as the gateway does. */
    static <T> T askConsole(
            ServiceTokens tokens, Function<ConsoleQuestionsBlockingStub, T> question) {
        return over(
                tokens,
                ServiceName.GATEWAY,
                channel -> question.apply(ConsoleQuestionsGrpc.newBlockingStub(channel)));
    }

    private static <T> T over(
            ServiceTokens tokens, ServiceName asking, Function<Channel, T> question) {
        Metadata headers = new Metadata();
        headers.put(
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                "Bearer " + tokens.issue(asking, ServiceName.IDENTITY));
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("localhost", RestAssured.port)
                        .usePlaintext()
                        .build();
        try {
            return question.apply(
                    ClientInterceptors.intercept(
                            channel, MetadataUtils.newAttachHeadersInterceptor(headers)));
        } finally {
            channel.shutdownNow();
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The gateway would answer with this code. */
    static final class RefusedAtTheDoor extends RuntimeException {
        private static final long serialVersionUID = 1;

        RefusedAtTheDoor(String code) {
            super(code);
        }
    }

    /** Names and values: the fixed ones, then more. */
    static String[] parameters(String[] more, String... fixed) {
        return Stream.concat(Arrays.stream(fixed), Arrays.stream(more)).toArray(String[]::new);
    }
}
