package io.gatehouse.e2e;

import java.util.List;

/**
 * The table that {@code gatehouse import} prints, one row a kind: created, changed, unchanged,
 * refused.
 */
record ImportTable(List<int[]> rows) {

    static ImportTable of(String text) {
        return new ImportTable(
                text.lines()
                        .filter(line -> line.matches(".*\\)( +\\d+){4}$"))
                        .map(line -> line.substring(line.lastIndexOf(')') + 1).strip())
                        .map(numbers ->
                                List.of(numbers.split(" +")).stream()
                                        .mapToInt(Integer::parseInt)
                                        .toArray())
                        .toList());
    }

    /** How many entities were made or changed; fails when there is no table. */
    int changes() {
        if (rows.isEmpty()) {
            throw new AssertionError("no table was printed");
        }
        return rows.stream().mapToInt(row -> row[0] + row[1]).sum();
    }

    int refused() {
        return rows.stream().mapToInt(row -> row[3]).sum();
    }

    int total() {
        return rows.stream().mapToInt(row -> row[0] + row[1] + row[2] + row[3]).sum();
    }
}
