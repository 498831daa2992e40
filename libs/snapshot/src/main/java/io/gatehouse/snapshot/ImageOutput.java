package io.gatehouse.snapshot;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Texts, lists and maps as a snapshot file holds them; read back by {@link ImageInput}. */
final class ImageOutput extends DataOutputStream {

    /** Writes one element of a list. */
    interface Element<T> {
        void write(T element) throws IOException;
    }

    ImageOutput(OutputStream out) {
        super(out);
    }

    void text(String text) throws IOException {
        octets(text.getBytes(StandardCharsets.UTF_8));
    }

    void octets(byte[] bytes) throws IOException {
        writeInt(bytes.length);
        write(bytes);
    }

    <T> void list(List<T> list, Element<T> element) throws IOException {
        writeInt(list.size());
        for (T each : list) {
            element.write(each);
        }
    }

    void texts(List<String> texts) throws IOException {
        list(texts, this::text);
    }

    void texts(Map<String, String> texts) throws IOException {
        list(
                List.copyOf(texts.entrySet()),
                entry -> {
                    text(entry.getKey());
                    text(entry.getValue());
                });
    }

    <V> void values(PersistentMap<String, V> map, Element<V> element) throws IOException {
        List<V> values = new ArrayList<>(map.size());
        map.forEach((_, value) -> values.add(value));
        list(values, element);
    }
}
