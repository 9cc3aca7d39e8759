package dev.mooring.connection.tck.emulator.tencent;

import dev.mooring.connection.tck.emulator.EmulatedResponse;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes flat XML answers. Not safe for use by threads. */
final class CosXml {
    private final StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private final Deque<String> open = new ArrayDeque<>();

    CosXml(String root) {
        open(root);
    }

    CosXml open(String name) {
        text.append('<').append(name).append('>');
        open.push(name);
        return this;
    }

    CosXml close() {
        text.append("</").append(open.pop()).append('>');
        return this;
    }

    CosXml leaf(String name, Object value) {
        text.append('<').append(name).append('>').append(escaped(value.toString()));
        text.append("</").append(name).append('>');
        return this;
    }

    CosXml text(String value) {
        text.append(escaped(value));
        return this;
    }

    /** The answer, all elements closed. */
    EmulatedResponse answered(int status) {
        while (!open.isEmpty()) {
            close();
        }
        return EmulatedResponse.of(status, text.toString()).header("Content-Type", "application/xml");
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("\r", "&#13;");
    }
}
