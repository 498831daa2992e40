package io.gatehouse.model;

/**
 * A place in one account's log of one service (DESIGN 2, "The account log").
 *
 * @param owner whose log
 * @param log which service's
 * @param epoch changes with every restore or promotion; compared for equality only
 * @param number of the last command included; 0 before the first
 */
public record LogPosition(PolicyOwner owner, LogName log, String epoch, long number) {

    public LogPosition {
        if (number < 0) {
            throw new IllegalArgumentException(
                    "a log number is not negative: %d".formatted(number));
        }
    }

    /**
     * Whether a reader that is here has seen all that {@code wanted} includes. Another epoch is
     * "not yet".
     */
    public boolean includes(LogPosition wanted) {
        return owner.equals(wanted.owner)
                && log == wanted.log
                && epoch.equals(wanted.epoch)
                && number >= wanted.number;
    }
}
