package io.gatehouse.benchmarks.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The AWS Query protocol, signed by the AWS SDK's own signer, on connections that are kept. */
public final class SignedCalls {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final AwsCredentialsIdentity key;
    private final URI gateway;
    private final int port;

    public SignedCalls(int port, String id, String secret) {
        this.port = port;
        this.gateway = URI.create("http://127.0.0.1:" + port + "/");
        this.key = AwsCredentialsIdentity.create(id, secret);
    }

    /** The same door with another key. */
    public SignedCalls as(String id, String secret) {
        return new SignedCalls(port, id, secret);
    }

    /** The first text of that element of an answer. */
    public static String between(String xml, String element) {
        int from = xml.indexOf("<" + element + ">") + element.length() + 2;
        return xml.substring(from, xml.indexOf("</" + element + ">", from));
    }

    /** Sends; the answer, whatever it says. */
    public CompletableFuture<HttpResponse<String>> send(
            String service, String action, Map<String, String> parameters) {
        Map<String, String> form = new TreeMap<>(parameters);
        form.put("Action", action);
        form.put("Version", service.equals("sts") ? "2011-06-15" : "2010-05-08");
        byte[] body =
                form.entrySet().stream()
                        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
                        .collect(Collectors.joining("&"))
                        .getBytes(UTF_8);
        return http.sendAsync(
                signed(service, "application/x-www-form-urlencoded; charset=utf-8", gateway, body),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Posts JSON to Gatehouse's own API and wants 200. */
    public void post(String path, String json) {
        HttpResponse<String> response =
                http.sendAsync(
                                signed(
                                        "iam",
                                        "application/json",
                                        gateway.resolve(path),
                                        json.getBytes(UTF_8)),
                                HttpResponse.BodyHandlers.ofString())
                        .join();
        if (response.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + response.body());
        }
    }

    private HttpRequest signed(String service, String type, URI uri, byte[] body) {
        SdkHttpRequest signed =
                signer.sign(s ->
                                s.identity(key)
                                        .request(
                                                SdkHttpRequest.builder()
                                                        .method(SdkHttpMethod.POST)
                                                        .uri(uri)
                                                        .putHeader("Content-Type", type)
                                                        .build())
                                        .payload(() -> new ByteArrayInputStream(body))
                                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"))
                        .request();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        signed.headers()
                .forEach((name, values) -> {
                    // The client writes these itself.
                    if (!name.equalsIgnoreCase("host")
                            && !name.equalsIgnoreCase("content-length")) {
                        values.forEach(value -> request.header(name, value));
                    }
                });
        return request.build();
    }

    /** Sends and wants 200 with that text in the answer; else fails with what came. */
    public CompletableFuture<String> expect(
            String text, String service, String action, Map<String, String> parameters) {
        return send(service, action, parameters)
                .thenApply(response -> {
                    if (response.statusCode() != 200 || !response.body().contains(text)) {
                        throw new IllegalStateException(
                                "%s: %d %s"
                                        .formatted(action, response.statusCode(), response.body()));
                    }
                    return response.body();
                });
    }

    /** The same, waited for. */
    public String call(String service, String action, Map<String, String> parameters) {
        return expect(action + "Response", service, action, parameters).join();
    }
}
