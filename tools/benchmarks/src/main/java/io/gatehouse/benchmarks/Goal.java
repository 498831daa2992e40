package io.gatehouse.benchmarks;

/**
 * One line of the table: a ratio or count, and what it should be.
 *
 * @param atLeast true where larger is better
 */
public record Goal(String name, String what, double measured, double wanted, boolean atLeast) {

    public boolean isMet() {
        return atLeast ? measured >= wanted : measured <= wanted;
    }

    public String line() {
        return "%-3s %-58s %10.2f  %s %-8s %s"
                .formatted(
                        name,
                        what,
                        measured,
                        atLeast ? ">=" : "<=",
                        "%,.1f".formatted(wanted),
                        isMet() ? "met" : "MISSED");
    }
}
