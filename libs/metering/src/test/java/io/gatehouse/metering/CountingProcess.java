package io.gatehouse.metering;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * A process that answers each line of its input with the line, after it has counted it. Made to be
 * killed.
 */
final class CountingProcess {

    private CountingProcess() {}

    public static void main(String[] arguments) throws Exception {
        UsageCounters counters =
                UsageCounters.open(
                        Path.of(arguments[0]),
                        "test",
                        UsageCounters.Limits.DEFAULT,
                        InstantSource.system());
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        System.out.println("ready");
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String principal = Long.parseLong(line) % 2 == 0 ? "AIDAEVEN" : "AIDAODD";
            counters.count(
                    "123456789012",
                    principal,
                    "s3",
                    "GetObject",
                    InstantSource.system().instant().getEpochSecond());
            System.out.println(line);
        }
        Runtime.getRuntime().halt(0);
    }
}
