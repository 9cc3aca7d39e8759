package dev.mooring.connection.hms.wire;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.property.HostPort;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;

/** What a server speaks, told from the first bytes of its answers. No credential is sent to find out. */
enum Speech {
    THRIFT("Thrift without authentication"),
    FRAMED("framed Thrift"),
    SASL("Thrift with SASL authentication"),
    TLS("TLS"),
    HTTP("HTTP"),
    OTHER("something that is no metastore"),
    /** It hangs up. */
    NOTHING("nothing"),
    /** It waits. */
    SILENCE("nothing");

    private static final int PATIENCE_MILLIS = 1500;
    private static final int FIRST_BYTES = 6;
    /** A call of getVersion, which every metastore answers, in strict binary form. */
    private static final byte[] QUESTION = question();

    private final String phrase;

    Speech(String phrase) {
        this.phrase = phrase;
    }

    /** What it speaks on the wire. */
    static Speech of(HostPort server, Dial dial) {
        Speech first = asked(server, dial, QUESTION);
        if (first == SILENCE) {
            // a web server waits for the end of a line
            Speech web = asked(server, dial, "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return web == HTTP ? HTTP : SILENCE;
        }
        return first == NOTHING ? answered(server, dial, List.of(hello(), framed(), negotiation())) : first;
    }

    /** What it speaks inside of what the dial opens, such as TLS. */
    static Speech within(HostPort server, Dial dial) {
        Speech first = asked(server, dial, QUESTION);
        return first == NOTHING ? answered(server, dial, List.of(framed(), negotiation())) : first;
    }

    private static Speech answered(HostPort server, Dial dial, List<byte[]> questions) {
        return questions.stream()
                .map(question -> asked(server, dial, question))
                .filter(speech -> speech != NOTHING && speech != SILENCE)
                .findFirst()
                .orElse(NOTHING);
    }

    private static Speech asked(HostPort server, Dial dial, byte[] question) {
        try (Socket socket = dial.connect(server)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(question);
            socket.getOutputStream().flush();
            return told(socket.getInputStream().readNBytes(FIRST_BYTES));
        } catch (SocketTimeoutException e) {
            return SILENCE;
        } catch (IOException | ConnectionException e) {
            return NOTHING;
        }
    }

    private static Speech told(byte[] first) {
        if (first.length < FIRST_BYTES) {
            return NOTHING;
        }
        int start = ByteBuffer.wrap(first).getInt();
        if (start >>> 16 == 0x8001) {
            return THRIFT;
        }
        if (start >>> 16 == 0 && (first[4] & 0xff) == 0x80 && first[5] == 1) {
            return FRAMED;
        }
        if (start >>> 16 == 0x1503 || start >>> 16 == 0x1603) {
            return TLS;
        }
        if (new String(first, 0, 4, StandardCharsets.US_ASCII).equals("HTTP")) {
            return HTTP;
        }
        // a status of a negotiation, and the length of what it says
        return first[0] >= 1 && first[0] <= 5 && first[1] == 0 && first[2] == 0 ? SASL : OTHER;
    }

    private static byte[] question() {
        byte[] name = "getVersion".getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(4 + 4 + name.length + 4 + 1)
                .putInt(0x80010001)
                .putInt(name.length)
                .put(name)
                .putInt(1)
                .put((byte) 0)
                .array();
    }

    private static byte[] framed() {
        return ByteBuffer.allocate(4 + QUESTION.length)
                .putInt(QUESTION.length)
                .put(QUESTION)
                .array();
    }

    /** Begins a negotiation of a mechanism that there is not: where SASL is spoken, it is refused in words. */
    private static byte[] negotiation() {
        byte[] mechanism = "NO-SUCH-MECHANISM".getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(1 + 4 + mechanism.length)
                .put((byte) 1)
                .putInt(mechanism.length)
                .put(mechanism)
                .array();
    }

    private static byte[] hello() {
        try {
            SSLEngine engine = Trust.context(Optional.empty()).createSSLEngine();
            engine.setUseClientMode(true);
            engine.beginHandshake();
            ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), hello);
            byte[] bytes = new byte[hello.flip().remaining()];
            hello.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
    }

    @Override
    public String toString() {
        return phrase;
    }
}
