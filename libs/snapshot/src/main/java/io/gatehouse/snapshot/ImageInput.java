package io.gatehouse.snapshot;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what {@link ImageOutput} wrote, through a buffer of its own: a file has millions of small
 * values. What is read need not be genuine: it never takes more memory than the file is long. For
 * one thread.
 */
final class ImageInput implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    /** Reads one element of a list. */
    interface Element<T> {
        T read() throws IOException;
    }

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;

    ImageInput(InputStream in) {
        this.in = in;
    }

    byte readByte() throws IOException {
        need(1);
        return buffer[at++];
    }

    boolean readBoolean() throws IOException {
        return readByte() != 0;
    }

    int readInt() throws IOException {
        need(Integer.BYTES);
        int value = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            value = value << 8 | (buffer[at++] & 0xFF);
        }
        return value;
    }

    long readLong() throws IOException {
        return (long) readInt() << 32 | (readInt() & 0xFFFF_FFFFL);
    }

    String text() throws IOException {
        int length = readInt();
        if (length < 0 || length > BUFFER) {
            return new String(octets(length), StandardCharsets.UTF_8);
        }
        need(length);
        String text = new String(buffer, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    byte[] octets() throws IOException {
        return octets(readInt());
    }

    private byte[] octets(int length) throws IOException {
        if (length < 0) {
            throw new IOException("a length below zero");
        }
        if (length <= BUFFER) {
            need(length);
            at += length;
            return Arrays.copyOfRange(buffer, at - length, at);
        }
        // By and by, so that a false length ends with the file and not with the memory.
        byte[] rest = in.readNBytes(length - (end - at));
        byte[] bytes = Arrays.copyOfRange(buffer, at, end + rest.length);
        System.arraycopy(rest, 0, bytes, end - at, rest.length);
        if (bytes.length != length) {
            throw new EOFException("the file ends early");
        }
        at = end;
        return bytes;
    }

    <T> List<T> list(Element<T> element) throws IOException {
        int size = readInt();
        List<T> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(element.read());
        }
        return List.copyOf(list);
    }

    List<String> texts() throws IOException {
        return list(this::text);
    }

    Map<String, String> textsByName() throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int left = readInt(); left > 0; left--) {
            texts.put(text(), text());
        }
        return Map.copyOf(texts);
    }

    /** So many bytes side by side in the buffer. */
    private void need(int bytes) throws IOException {
        if (end - at >= bytes) {
            return;
        }
        System.arraycopy(buffer, at, buffer, 0, end - at);
        end -= at;
        at = 0;
        while (end < bytes) {
            int read = in.read(buffer, end, BUFFER - end);
            if (read < 0) {
                throw new EOFException("the file ends early");
            }
            end += read;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
