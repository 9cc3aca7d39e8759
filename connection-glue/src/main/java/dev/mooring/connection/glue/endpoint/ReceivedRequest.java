package dev.mooring.connection.glue.endpoint;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A whole request to {@code POST /}, of whose headers none is given twice. Printing one shows nothing that it holds. */
final class ReceivedRequest {
    private final Map<String, String> headers;
    private final byte[] body;

    /**
     * Takes headers by their names in lower case.
     *
     * @param body not changed afterwards
     */
    ReceivedRequest(Map<String, String> headers, byte[] body) {
        this.headers = Collections.unmodifiableMap(new TreeMap<>(headers));
        this.body = body;
    }

    Map<String, String> headers() {
        return headers;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    byte[] body() {
        return body.clone();
    }

    /** The body as a text; empty when its bytes are no UTF-8. */
    Optional<String> text() {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "ReceivedRequest[" + body.length + " bytes]";
    }
}
