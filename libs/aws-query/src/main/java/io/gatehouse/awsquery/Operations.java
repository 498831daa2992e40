package io.gatehouse.awsquery;

import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.awscore.AwsRequest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** All 187 actions of IAM and STS by name, whether Gatehouse has them yet or not. Immutable. */
public final class Operations {

    private static final Map<AwsApi, SortedSet<String>> NAMES = read();

    private Operations() {}

    /** The names of an API's actions. */
    public static SortedSet<String> of(AwsApi api) {
        return Objects.requireNonNull(NAMES.get(api));
    }

    /**
     * The operation that a form names.
     *
     * @param action the form's {@code Action}, null when it has none
     * @param version the form's {@code Version}, null when it has none
     */
    public static Found find(@Nullable String action, @Nullable String version) {
        if (action == null || action.isEmpty()) {
            return new Found.No(new Refusal(ErrorCode.MISSING_ACTION, "Missing Action"));
        }
        Optional<AwsApi> api = byVersion(version);
        if (api.isPresent() && of(api.get()).contains(action)) {
            return new Found.Yes(new Operation(api.get(), action));
        }
        String named = version == null || version.isEmpty() ? "NO_VERSION_SPECIFIED" : version;
        return new Found.No(
                new Refusal(
                        ErrorCode.INVALID_ACTION,
                        "Could not find operation %s for version %s".formatted(action, named)));
    }

    /** The operation whose request the AWS SDK has in that class. */
    public static Operation ofRequest(Class<? extends AwsRequest> type) {
        for (AwsApi api : AwsApi.values()) {
            for (String name : of(api)) {
                Operation operation = new Operation(api, name);
                if (operation.requestClass().equals(type.getName())) {
                    return operation;
                }
            }
        }
        throw new IllegalArgumentException("no request class of an operation: " + type.getName());
    }

    /** What came of a look-up. */
    public sealed interface Found {
        record Yes(Operation operation) implements Found {}

        record No(Refusal refusal) implements Found {}
    }

    private static Optional<AwsApi> byVersion(@Nullable String version) {
        for (AwsApi api : AwsApi.values()) {
            if (api.version().equals(version)) {
                return Optional.of(api);
            }
        }
        return Optional.empty();
    }

    private static Map<AwsApi, SortedSet<String>> read() {
        Map<AwsApi, SortedSet<String>> all = new EnumMap<>(AwsApi.class);
        for (AwsApi api : AwsApi.values()) {
            String resource = api.vendor() + "-operations.txt";
            try (InputStream in = Operations.class.getResourceAsStream(resource);
                    BufferedReader lines =
                            new BufferedReader(
                                    new InputStreamReader(
                                            Objects.requireNonNull(in, resource),
                                            StandardCharsets.UTF_8))) {
                TreeSet<String> names = new TreeSet<>(lines.lines().toList());
                all.put(api, Collections.unmodifiableSortedSet(names));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }
}
