package io.gatehouse.snapshot;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link ImageOutput} wrote. */
final class ImageInput extends DataInputStream {

    /** Reads one element of a list. */
    interface Element<T> {
        T read() throws IOException;
    }

    ImageInput(InputStream in) {
        super(in);
    }

    String text() throws IOException {
        return new String(octets(), StandardCharsets.UTF_8);
    }

    byte[] octets() throws IOException {
        int length = readInt();
        byte[] bytes = readNBytes(length);
        if (bytes.length != length) {
            throw new EOFException("the file ends early");
        }
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
}
