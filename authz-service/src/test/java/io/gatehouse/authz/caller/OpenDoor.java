package io.gatehouse.authz.caller;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.gatehouse.kit.service.ServiceTokens;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** The door of the mode without credentials. */
public final class OpenDoor {

    private OpenDoor() {}

    public static GrpcAdmission toThisMachine() {
        CallerSettings settings =
                new CallerSettings() {
                    @Override
                    public Mode callers() {
                        return Mode.LOOPBACK;
                    }

                    @Override
                    public Optional<Path> askers() {
                        return Optional.empty();
                    }
                };
        ServiceTokens tokens =
                new ServiceTokens(
                        _ -> {
                            throw new IllegalStateException("no keys here");
                        },
                        Clock.systemUTC());
        return new GrpcAdmission(
                new Door(settings, tokens, new Askers(settings, new ObjectMapper())));
    }
}
