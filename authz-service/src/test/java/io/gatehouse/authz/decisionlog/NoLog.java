package io.gatehouse.authz.decisionlog;

import io.gatehouse.kit.kafka.KafkaSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A decision log that is off. */
public final class NoLog {

    private NoLog() {}

    public static DecisionLog with(MeterRegistry metrics) {
        return new DecisionLog(settings(DecisionLogSettings.Mode.OFF, 16), metrics, nowhere());
    }

    /** A Kafka that nobody answers at. */
    static KafkaSettings nowhere() {
        return new KafkaSettings(
                new SmallRyeConfigBuilder()
                        .withDefaultValue("kafka.bootstrap.servers", "127.0.0.1:1")
                        .build());
    }

    static DecisionLogSettings settings(DecisionLogSettings.Mode mode, int capacity) {
        return settings(mode, capacity, 1);
    }

    static DecisionLogSettings settings(
            DecisionLogSettings.Mode mode, int capacity, double allowed) {
        return new DecisionLogSettings() {
            @Override
            public Mode mode() {
                return mode;
            }

            @Override
            public int capacity() {
                return capacity;
            }

            @Override
            public Duration deliveryTimeout() {
                return Duration.ofSeconds(6);
            }

            @Override
            public Sample sample() {
                return new Sample() {
                    @Override
                    public double allowed() {
                        return allowed;
                    }

                    @Override
                    public double explicitlyDenied() {
                        return 1;
                    }

                    @Override
                    public double implicitlyDenied() {
                        return 1;
                    }
                };
            }

            @Override
            public Optional<Set<String>> context() {
                return Optional.of(Set.of("aws:SourceIp"));
            }
        };
    }
}
