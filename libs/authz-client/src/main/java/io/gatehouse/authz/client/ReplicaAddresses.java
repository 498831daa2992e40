package io.gatehouse.authz.client;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.StatusOr;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Several {@code host:port} as one target, in the scheme {@code gatehouse-replicas}. Names are
 * looked up again at each refresh.
 */
final class ReplicaAddresses extends NameResolverProvider {

    private static final String SCHEME = "gatehouse-replicas";
    private static final int PRIORITY = 5;

    static {
        NameResolverRegistry.getDefaultRegistry().register(new ReplicaAddresses());
    }

    /** What to give to a channel: one name as it is, several in our own scheme. */
    static String target(List<String> targets) {
        return targets.size() == 1
                ? targets.getFirst()
                : SCHEME
                        + ":///"
                        + URLEncoder.encode(String.join(",", targets), StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable NameResolver newNameResolver(URI target, NameResolver.Args args) {
        if (!SCHEME.equals(target.getScheme())) {
            return null;
        }
        String all = URLDecoder.decode(target.getRawPath().substring(1), StandardCharsets.UTF_8);
        return new Resolver(List.of(all.split(",")));
    }

    @Override
    public String getDefaultScheme() {
        return SCHEME;
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return PRIORITY;
    }

    private static final class Resolver extends NameResolver {

        private final List<String> targets;
        private @Nullable Listener2 listener;

        private Resolver(List<String> targets) {
            this.targets = targets;
        }

        /** The host of the first; TLS certificates of replicas name the same service. */
        @Override
        public String getServiceAuthority() {
            return targets.getFirst();
        }

        @Override
        public void start(Listener2 told) {
            listener = told;
            resolve();
        }

        @Override
        public void refresh() {
            resolve();
        }

        @Override
        public void shutdown() {
            listener = null;
        }

        private void resolve() {
            Listener2 told = listener;
            if (told == null) {
                return;
            }
            List<EquivalentAddressGroup> groups = new ArrayList<>();
            for (String target : targets) {
                int colon = target.lastIndexOf(':');
                groups.add(
                        new EquivalentAddressGroup(
                                new InetSocketAddress(
                                        target.substring(0, colon),
                                        Integer.parseInt(target.substring(colon + 1)))));
            }
            told.onResult(
                    ResolutionResult.newBuilder()
                            .setAddressesOrError(StatusOr.fromValue(groups))
                            .build());
        }
    }
}
