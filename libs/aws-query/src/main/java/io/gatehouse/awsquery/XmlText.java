package io.gatehouse.awsquery;

/**
 * Elements and text of an XML document. Characters that XML 1.0 cannot hold become U+FFFD; a
 * carriage return is written as a reference, because a reader would turn it into a line feed.
 */
final class XmlText {

    private final StringBuilder out = new StringBuilder(512);

    void open(String name, String namespace) {
        out.append('<').append(name).append(" xmlns=\"").append(namespace).append("\">");
    }

    void open(String name) {
        out.append('<').append(name).append('>');
    }

    void close(String name) {
        out.append("</").append(name).append('>');
    }

    void element(String name, String text) {
        open(name);
        text(text);
        close(name);
    }

    private void text(String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '\r' -> out.append("&#xD;");
                default -> out.appendCodePoint(isXml(c) ? c : 0xFFFD);
            }
        }
    }

    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
