package io.gatehouse.model;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * The revision token: a set of log positions, opaque to callers. A write returns one, a decision
 * returns one, and every read or decision accepts one as {@code at least} (DESIGN 2).
 *
 * <p>At most one position for each owner and log; the text form is URL-safe and starts with its
 * format's version.
 */
public record Revision(List<LogPosition> positions) {

    private static final String FORMAT = "r1.";
    private static final Comparator<LogPosition> ORDER =
            Comparator.comparing((LogPosition p) -> p.owner().text())
                    .thenComparing(LogPosition::log);

    // After ORDER, which the constructor uses.
    /** Says nothing: any reader is fresh enough. */
    public static final Revision NONE = new Revision(List.of());

    public Revision {
        positions = isInOrder(positions) ? List.copyOf(positions) : sorted(positions);
        for (int i = 1; i < positions.size(); i++) {
            if (ORDER.compare(positions.get(i - 1), positions.get(i)) == 0) {
                throw new IllegalArgumentException("two positions in the same log");
            }
        }
    }

    private static boolean isInOrder(List<LogPosition> positions) {
        for (int i = 1; i < positions.size(); i++) {
            if (ORDER.compare(positions.get(i - 1), positions.get(i)) > 0) {
                return false;
            }
        }
        return true;
    }

    private static List<LogPosition> sorted(List<LogPosition> positions) {
        return positions.stream().sorted(ORDER).toList();
    }

    public static Revision of(LogPosition... positions) {
        return new Revision(List.of(positions));
    }

    public static Revision of(Collection<LogPosition> positions) {
        return new Revision(List.copyOf(positions));
    }

    /** Both: the later position of each log; of two epochs of one log, {@code newer}'s. */
    public Revision and(Revision newer) {
        TreeMap<LogPosition, LogPosition> merged = new TreeMap<>(ORDER);
        positions.forEach(p -> merged.put(p, p));
        for (LogPosition p : newer.positions) {
            LogPosition known = merged.remove(p);
            LogPosition later =
                    known != null && known.epoch().equals(p.epoch()) && known.number() > p.number()
                            ? known
                            : p;
            merged.put(later, later);
        }
        return new Revision(List.copyOf(merged.values()));
    }

    /** Whether a reader at this revision has seen all that {@code wanted} names. */
    public boolean includes(Revision wanted) {
        return wanted.positions.stream()
                .allMatch(w -> positions.stream().anyMatch(p -> p.includes(w)));
    }

    /** The opaque text. */
    public String token() {
        StringBuilder text = new StringBuilder();
        for (LogPosition p : positions) {
            text.append(p.owner().text()).append(' ').append(p.log().wire()).append(' ');
            text.append(p.epoch()).append(' ').append(p.number()).append('\n');
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        return FORMAT + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Reads {@link #token()}; throws IllegalArgumentException with a message for the caller. */
    public static Revision parse(String token) {
        if (!token.startsWith(FORMAT)) {
            throw new IllegalArgumentException("not a revision token: `%s`".formatted(token));
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token.substring(FORMAT.length()));
            return new Revision(
                    new String(bytes, StandardCharsets.UTF_8)
                            .lines()
                            .map(Revision::position)
                            .toList());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not a revision token: `%s`".formatted(token), e);
        }
    }

    private static LogPosition position(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("four parts expected");
        }
        return new LogPosition(
                PolicyOwner.parse(parts[0]),
                LogName.parse(parts[1]),
                parts[2],
                Long.parseLong(parts[3]));
    }

    @Override
    public String toString() {
        return token();
    }
}
