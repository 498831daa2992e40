package io.gatehouse.metering;

/** Where reports go. Called by one thread; may block. */
@FunctionalInterface
public interface UsageSink {

    /**
     * Takes a report, so that it survives this machine, or does not.
     *
     * @return whether it was taken; one that was not comes again, with what was added since
     */
    boolean take(UsageReport report);
}
