package io.gatehouse.identity.webidentity;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Speaks with providers over HTTP. The name is looked up once, every address of it is checked, and
 * the connection goes to the address that was checked, so that a name that changes meanwhile leads
 * nowhere else. No redirects; at most {@link #BODY_LIMIT} bytes and {@link #TIME_LIMIT}. Fails with
 * {@link ProviderUnreachableException}. Safe for all threads; never blocks them.
 */
@ApplicationScoped
public class ProviderDoor {

    static final int BODY_LIMIT = 256 * 1024;
    static final Duration TIME_LIMIT = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final ReachableAddresses reachable;
    private final boolean allowsHttp;
    private final Names names;
    private final Duration limit;

    @Inject
    ProviderDoor(
            Vertx vertx,
            ReachableAddresses reachable,
            @ConfigProperty(name = "gatehouse.federation.allow-http", defaultValue = "false")
                    boolean allowsHttp) {
        this(vertx, reachable, allowsHttp, InetAddress::getAllByName, TIME_LIMIT);
    }

    ProviderDoor(
            Vertx vertx,
            ReachableAddresses reachable,
            boolean allowsHttp,
            Names names,
            Duration limit) {
        this.vertx = vertx;
        this.reachable = reachable;
        this.allowsHttp = allowsHttp;
        this.names = names;
        this.limit = limit;
    }

    /** Where names are looked up. */
    @FunctionalInterface
    interface Names {
        InetAddress[] lookUp(String host) throws UnknownHostException;
    }

    /**
     * @param thumbprints of certificates that the server may show besides publicly trusted ones
     */
    Uni<byte[]> get(URI uri, List<String> thumbprints) {
        return send(HttpMethod.GET, uri, thumbprints, Map.of(), Buffer.buffer());
    }

    /** Posts a form; an answer that is not 200 fails. */
    public Uni<byte[]> post(
            URI uri, List<String> thumbprints, Map<String, String> headers, String form) {
        return send(HttpMethod.POST, uri, thumbprints, headers, Buffer.buffer(form));
    }

    private Uni<byte[]> send(
            HttpMethod method,
            URI uri,
            List<String> thumbprints,
            Map<String, String> headers,
            Buffer body) {
        String host = uri.getHost();
        boolean secure = "https".equals(uri.getScheme());
        if (host == null || !(secure || (allowsHttp && "http".equals(uri.getScheme())))) {
            return failed("`%s` is not a URL that may be asked".formatted(uri));
        }
        return address(host)
                .chain(address -> {
                    HttpClient client = vertx.createHttpClient(options(secure, thumbprints));
                    RequestOptions request = request(method, uri, secure, address);
                    headers.forEach(request::putHeader);
                    return ask(client, request, body, uri)
                            .ifNoItem()
                            .after(limit)
                            .fail()
                            .eventually(() -> {
                                client.close();
                            });
                })
                .onFailure(failure -> !(failure instanceof ProviderUnreachableException))
                .transform(failure ->
                        new ProviderUnreachableException(
                                "`%s` could not be asked".formatted(uri), failure));
    }

    /**
     * On an event loop from beginning to end: from any other thread the body may be asked for when
     * some of it has come and gone, and the answer would be cut.
     */
    private Uni<byte[]> ask(HttpClient client, RequestOptions request, Buffer body, URI uri) {
        return Uni.createFrom()
                .emitter(emitter ->
                        vertx.getOrCreateContext()
                                .runOnContext(_ ->
                                        client.request(request)
                                                .compose(ready -> ready.send(body))
                                                .compose(answer -> read(answer, uri))
                                                .onSuccess(emitter::complete)
                                                .onFailure(emitter::fail)));
    }

    private HttpClientOptions options(boolean secure, List<String> thumbprints) {
        HttpClientOptions options =
                new HttpClientOptions()
                        .setConnectTimeout((int) limit.toMillis())
                        .setKeepAlive(false)
                        .setMaxHeaderSize(16 * 1024);
        if (secure) {
            options.setSsl(true)
                    .setVerifyHost(true)
                    .setForceSni(true)
                    .setTrustOptions(TrustOptions.wrap(ThumbprintTrust.of(thumbprints)));
        }
        return options;
    }

    private RequestOptions request(
            HttpMethod method, URI uri, boolean secure, InetAddress address) {
        int port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new RequestOptions()
                .setMethod(method)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(uri.getHost())
                .setPort(port)
                .setSsl(secure)
                .setURI(path + query)
                .setTimeout(limit.toMillis())
                .putHeader("Accept", "application/json");
    }

    private Uni<InetAddress> address(String host) {
        return Uni.createFrom()
                .item(() -> lookUp(host))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private InetAddress lookUp(String host) {
        try {
            InetAddress[] all = names.lookUp(host);
            for (InetAddress address : all) {
                if (!reachable.admits(address)) {
                    throw new ProviderUnreachableException(
                            "the address of `%s` is not one that may be asked".formatted(host));
                }
            }
            return all[0];
        } catch (UnknownHostException e) {
            throw new ProviderUnreachableException("`%s` has no address".formatted(host), e);
        }
    }

    private static Future<byte[]> read(HttpClientResponse answer, URI uri) {
        if (answer.statusCode() != 200) {
            return Future.failedFuture(
                    new ProviderUnreachableException(
                            "`%s` answered with status %d".formatted(uri, answer.statusCode())));
        }
        Buffer body = Buffer.buffer();
        Promise<byte[]> whole = Promise.promise();
        answer.exceptionHandler(whole::tryFail);
        answer.handler(chunk -> {
            if (body.length() + chunk.length() > BODY_LIMIT) {
                answer.handler(_ -> {});
                whole.tryFail(
                        new ProviderUnreachableException(
                                "`%s` answered with more than %d bytes"
                                        .formatted(uri, BODY_LIMIT)));
            } else {
                body.appendBuffer(chunk);
            }
        });
        answer.endHandler(_ -> whole.tryComplete(body.getBytes()));
        return whole.future();
    }

    private static <T> Uni<T> failed(String message) {
        return Uni.createFrom().failure(new ProviderUnreachableException(message));
    }
}
