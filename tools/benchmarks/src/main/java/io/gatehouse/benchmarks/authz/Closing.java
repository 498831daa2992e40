package io.gatehouse.benchmarks.authz;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what was opened, the last first. */
final class Closing implements AutoCloseable {

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    <T extends AutoCloseable> T also(T one) {
        opened.push(one);
        return one;
    }

    @Override
    public void close() throws IOException {
        for (AutoCloseable one : opened) {
            try {
                one.close();
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }
}
