package io.gatehouse.eventstore;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The hash of an event: SHA-256 over the previous hash and every field, each with its length in
 * front, so that no two events share their bytes. Written down here for ever: a changed format
 * breaks every chain.
 */
final class HashChain {

    private static final int FORMAT = 1;

    private HashChain() {}

    /** What stands before the first event. */
    static byte[] start() {
        return new byte[32];
    }

    /** The hash that belongs to the event; its own {@code hash} is not looked at. */
    static byte[] hashOf(StoredEvent e) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            field(out, e.previousHash());
            field(out, e.owner().text());
            field(out, e.epoch());
            out.writeLong(e.number());
            out.writeInt(e.index());
            out.writeInt(e.count());
            field(out, e.stream().text());
            out.writeLong(e.streamVersion());
            field(out, e.type());
            out.writeInt(e.typeVersion());
            out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, e.time()));
            field(out, e.actor());
            field(out, e.origin());
            field(out, e.requestId());
            field(out, e.cause());
            field(out, e.note());
            field(out, e.seen().token());
            field(out, e.payload());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        } catch (NoSuchAlgorithmException e2) {
            throw new IllegalStateException("every JDK has SHA-256", e2);
        }
    }

    private static void field(DataOutputStream out, String text) throws IOException {
        field(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void field(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
