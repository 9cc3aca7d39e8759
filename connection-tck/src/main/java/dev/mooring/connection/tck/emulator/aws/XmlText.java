package dev.mooring.connection.tck.emulator.aws;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes flat XML answers. Not safe for use by threads. */
final class XmlText {
    private final StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens the root in a namespace. */
    static XmlText root(String name, String namespace) {
        XmlText xml = new XmlText();
        xml.text.append('<').append(name).append(" xmlns=\"").append(namespace).append("\">");
        xml.open.push(name);
        return xml;
    }

    static XmlText root(String name) {
        return new XmlText().open(name);
    }

    XmlText open(String name) {
        text.append('<').append(name).append('>');
        open.push(name);
        return this;
    }

    XmlText close() {
        text.append("</").append(open.pop()).append('>');
        return this;
    }

    XmlText leaf(String name, Object value) {
        text.append('<').append(name).append('>').append(escaped(value.toString()));
        text.append("</").append(name).append('>');
        return this;
    }

    /** The document, all elements closed. */
    String finished() {
        while (!open.isEmpty()) {
            close();
        }
        return text.toString();
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("\r", "&#13;");
    }
}
