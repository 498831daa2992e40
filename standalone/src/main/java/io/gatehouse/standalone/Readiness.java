package io.gatehouse.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Asks a service on this machine how it is. Never throws for a service that does not answer. */
final class Readiness {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();

    /** Whether the service says that it is ready. */
    boolean isReady(ServicePlan plan) throws InterruptedException {
        return ask(plan.address("/q/health/ready")).isPresent();
    }

    /** The body of a successful answer. */
    Optional<String> ask(URI address) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
        try {
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }
}
