package io.gatehouse.benchmarks.profile;

import java.util.List;
import java.util.regex.Pattern;

/** Whose code it is: the first from the top of a stack that is in no library of the JDK. */
enum Room {
    DECISION(
            "decision: question, snapshot, engine, answer",
            "io\\.gatehouse\\.(policy|snapshot|replica|model)\\."),
    METERING("metering", "io\\.gatehouse\\.(metering|kit\\.usage)\\."),
    LOG("decision log", "io\\.gatehouse\\.authz\\.decisionlog\\."),
    METRICS("metrics", "io\\.(micrometer|prometheus|gatehouse\\.authz\\.check\\.CheckMetrics)\\."),
    MESSAGES(
            "messages: protobuf, JSON",
            "io\\.gatehouse\\.authz\\.v1\\.|com\\.(google|fasterxml)\\."),
    FACES("faces: admission, gRPC and REST methods", "io\\.gatehouse\\."),
    MUTINY("Mutiny", "io\\.smallrye\\.mutiny\\."),
    QUARKUS("Quarkus, Vert.x", "(io\\.(quarkus|vertx|smallrye)|org\\.jboss)\\."),
    GRPC("gRPC", "io\\.grpc\\."),
    NETTY("Netty", "io\\.netty\\."),
    KAFKA("Kafka client", "org\\.apache\\.kafka\\."),
    OTHER("the JVM and the rest", "$");

    private final String text;
    private final Pattern frames;

    Room(String text, String frames) {
        this.text = text;
        this.frames = Pattern.compile(frames);
    }

    String text() {
        return text;
    }

    /**
     * @param frames {@code package.Class.method}, the innermost first
     */
    static Room of(List<String> frames) {
        for (String frame : frames) {
            for (Room room : values()) {
                if (room.frames.matcher(frame).lookingAt()) {
                    return room;
                }
            }
        }
        return OTHER;
    }
}
