package io.gatehouse.kit.session;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Bytes made smaller. */
public final class Deflated {

    /** No token and no message opens to more. */
    private static final int MOST = 64 << 10;

    private Deflated() {}

    /** Smaller, unless there is little to gain. */
    public static byte[] of(byte[] plain) throws IOException {
        Deflater best = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            ByteArrayOutputStream small = new ByteArrayOutputStream(plain.length / 2 + 16);
            try (DeflaterOutputStream out = new DeflaterOutputStream(small, best)) {
                out.write(plain);
            }
            return small.toByteArray();
        } finally {
            best.end();
        }
    }

    /** Fails with IOException for what is not deflated, or opens to more than any of ours. */
    public static byte[] open(byte[] small) throws IOException {
        try (InflaterInputStream in =
                new InflaterInputStream(
                        new ByteArrayInputStream(small), new java.util.zip.Inflater(true))) {
            byte[] plain = in.readNBytes(MOST + 1);
            if (plain.length > MOST) {
                throw new IOException("more than %d bytes".formatted(MOST));
            }
            return plain;
        }
    }
}
