package io.gatehouse.cli.importing;

import java.io.PrintStream;

/**
 * How far an import is: a bar that moves on a terminal, a line for each finished phase elsewhere.
 */
final class ProgressBar {

    private static final int WIDTH = 40;
    private final PrintStream out;
    private final boolean isTerminal;
    private final int total;
    private int done;

    ProgressBar(PrintStream out, boolean isTerminal, int total) {
        this.out = out;
        this.isTerminal = isTerminal;
        this.total = total;
    }

    /** More entities are done. */
    void advance(String phase, int entities) {
        done += entities;
        if (isTerminal) {
            int full = total == 0 ? WIDTH : WIDTH * done / total;
            out.printf(
                    "\r[%s%s] %3d %% %-16s",
                    "#".repeat(full),
                    " ".repeat(WIDTH - full),
                    total == 0 ? 100 : 100 * done / total,
                    phase);
            out.flush();
        }
    }

    /** All entities of a phase are done. */
    void finish(String phase, int entities) {
        if (!isTerminal) {
            out.printf("%s: %d done%n", phase, entities);
        }
    }

    /** Leaves the bar's line. */
    void end() {
        if (isTerminal) {
            out.printf("%n");
        }
    }
}
