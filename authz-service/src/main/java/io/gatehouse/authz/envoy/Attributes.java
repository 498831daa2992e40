package io.gatehouse.authz.envoy;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;

import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What Envoy says of a request. Headers are the client's word; source, extensions and metadata are
 * Envoy's own.
 */
record Attributes(AttributeContext context, String application, Optional<String> account) {

    private static final String HEADER = "header.";
    private static final String EXTENSION = "extension.";
    private static final String METADATA = "metadata.";

    /** The value of a template's place. */
    Optional<String> value(String place) {
        if (place.startsWith(HEADER)) {
            return header(place.substring(HEADER.length()));
        }
        if (place.startsWith(EXTENSION)) {
            return extension(place.substring(EXTENSION.length()));
        }
        if (place.startsWith(METADATA)) {
            return metadata(place.substring(METADATA.length()));
        }
        return switch (place) {
            case "method" -> present(context.getRequest().getHttp().getMethod());
            case "host" -> present(context.getRequest().getHttp().getHost());
            case "path" -> present(path());
            case "source.principal" -> present(context.getSource().getPrincipal());
            case "source.address" -> sourceIp();
            case "destination.principal" -> present(context.getDestination().getPrincipal());
            case "application" -> Optional.of(application);
            case "account" -> account;
            default -> Optional.empty();
        };
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(
                context.getRequest().getHttp().getHeadersMap().get(name.toLowerCase(Locale.ROOT)));
    }

    /** Set by the route's configuration. */
    Optional<String> extension(String name) {
        return Optional.ofNullable(context.getContextExtensionsMap().get(name));
    }

    /** The path without its query. */
    String path() {
        String path = context.getRequest().getHttp().getPath();
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    /**
     * Whether two servers may take the path for different ones: dots, backslashes, doubled and
     * encoded slashes.
     */
    boolean hasAmbiguousPath() {
        String path = path().toLowerCase(Locale.ROOT);
        return path.contains("//")
                || path.contains("\\")
                || path.contains("%2f")
                || path.contains("%5c")
                || path.contains("%2e")
                || path.matches(".*/\\.{1,2}(/.*|;.*)?");
    }

    Optional<String> sourceIp() {
        Address address = context.getSource().getAddress();
        return address.hasSocketAddress()
                ? present(address.getSocketAddress().getAddress())
                : Optional.empty();
    }

    /** {@code FILTER/FIELD}, with dots between the fields of fields. */
    private Optional<String> metadata(String place) {
        int slash = place.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        Map<String, Struct> filters = context.getMetadataContext().getFilterMetadataMap();
        Struct at = filters.get(place.substring(0, slash));
        String[] fields = place.substring(slash + 1).split("\\.", -1);
        for (int i = 0; at != null && i < fields.length; i++) {
            Value value = at.getFieldsMap().get(fields[i]);
            if (value == null) {
                return Optional.empty();
            }
            if (i == fields.length - 1) {
                return value.hasStringValue() ? present(value.getStringValue()) : Optional.empty();
            }
            at = value.hasStructValue() ? value.getStructValue() : null;
        }
        return Optional.empty();
    }

    private static Optional<String> present(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
