package io.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;

import java.time.Duration;

/**
 * Sends again what may be sent twice, while a service is away, catches up or asks for less: an
 * import goes on when a service is killed under it. Not thread-safe.
 */
public final class PatientGateway {

    private static final int UNAVAILABLE = 503;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final SignedGateway gateway;
    private final Duration patience;

    /**
     * @param patience how long one request is repeated before its last refusal is the answer
     */
    public PatientGateway(SignedGateway gateway, Duration patience) {
        this.gateway = gateway;
        this.patience = patience;
    }

    /**
     * What the gateway answered when it took or refused the body, or its last answer when patience
     * ended.
     *
     * @throws CommandFailure if nobody answers to the end
     */
    public SignedGateway.Reply post(String path, JsonNode body) {
        long end = System.nanoTime() + patience.toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            boolean isLast = System.nanoTime() + pause.toNanos() > end;
            try {
                SignedGateway.Reply reply = gateway.post(path, body);
                if (isLast || !isPassing(reply)) {
                    return reply;
                }
            } catch (CommandFailure nobody) {
                if (isLast) {
                    throw nobody;
                }
            }
            pause(pause);
            pause = pause.multipliedBy(2);
            if (pause.compareTo(LONGEST_PAUSE) > 0) {
                pause = LONGEST_PAUSE;
            }
        }
    }

    private static boolean isPassing(SignedGateway.Reply reply) {
        return reply.status() == UNAVAILABLE || "Throttling".equals(reply.code());
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted");
        }
    }
}
