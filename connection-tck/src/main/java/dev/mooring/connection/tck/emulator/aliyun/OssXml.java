package dev.mooring.connection.tck.emulator.aliyun;

import dev.mooring.connection.tck.emulator.EmulatedResponse;

/** Writes flat XML answers. Not safe for use by threads. */
final class OssXml {
    private final StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private final String root;

    OssXml(String root) {
        this.root = root;
        open(root);
    }

    OssXml open(String name) {
        text.append('<').append(name).append('>');
        return this;
    }

    OssXml close(String name) {
        text.append("</").append(name).append('>');
        return this;
    }

    OssXml leaf(String name, Object value) {
        return open(name).text(value.toString()).close(name);
    }

    EmulatedResponse answer(int status) {
        return EmulatedResponse.of(status, close(root).text.toString()).header("Content-Type", "application/xml");
    }

    private OssXml text(String value) {
        text.append(value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("\r", "&#13;"));
        return this;
    }
}
