package dev.mooring.connection.glue.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpDateGenerator;
import org.apache.hc.core5.io.CloseMode;

/**
 * One request and its answer on one connection, which ends with it: what a client sends behind its request is never read as
 * another one. Used by one thread; {@link #end} may be called by any.
 */
final class WireConnection implements AutoCloseable {
    private static final Http1Config CONFIG = Http1Config.custom()
            .setMaxHeaderCount(64)
            .setMaxLineLength(8_192)
            .setMaxEmptyLineCount(1)
            .build();
    private static final int DRAINED = 1 << 21;
    private static final int CHUNK = 8_192;

    private final Socket socket;
    private final DefaultBHttpServerConnection http = new DefaultBHttpServerConnection("http", CONFIG);

    WireConnection(Socket socket) {
        this.socket = socket;
    }

    /** The request; fails with a {@link Refusal} when it is none that is served here. */
    ReceivedRequest read(int mostBytes) throws IOException {
        try {
            http.bind(socket);
            ClassicHttpRequest request = http.receiveRequestHeader();
            if (request == null) {
                throw new SocketException("nothing was asked");
            }
            if (!request.getMethod().equals("POST") || !request.getRequestUri().equals("/")) {
                throw new Refusal(404, "UnknownOperationException", "Requests of Glue are sent as POST to /.");
            }
            Map<String, String> headers = headers(request);
            int length = length(headers, mostBytes);
            http.receiveRequestEntity(request);
            return new ReceivedRequest(headers, body(request.getEntity(), length));
        } catch (HttpException e) {
            throw malformed("The request is no HTTP that is understood here.");
        }
    }

    private static Map<String, String> headers(ClassicHttpRequest request) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : request.getHeaders()) {
            String name = header.getName().toLowerCase(Locale.ROOT);
            String value = header.getValue() == null ? "" : header.getValue();
            if (!name.matches("[a-z0-9!#$%&'*+.^_`|~-]{1,128}") || value.chars().anyMatch(c -> c < ' ' || c > '~')) {
                throw malformed("A header has a name or a value that is not understood here.");
            }
            if (headers.putIfAbsent(name, value) != null) {
                throw malformed("A header is given twice.");
            }
        }
        return headers;
    }

    /** One way to say how long a body is, so that nobody can read it in two ways. */
    private static int length(Map<String, String> headers, int most) {
        if (headers.containsKey("transfer-encoding") || headers.containsKey("content-encoding")) {
            throw new Refusal(411, "SerializationException", "Send the body as it is, with its Content-Length.");
        }
        if (headers.containsKey("expect") || headers.containsKey("upgrade")) {
            throw new Refusal(417, "SerializationException", "The headers Expect and Upgrade are not served.");
        }
        String length = Optional.ofNullable(headers.get("content-length"))
                .orElseThrow(() -> new Refusal(411, "SerializationException", "The Content-Length is missing."));
        if (!length.matches("\\d{1,18}")) {
            throw malformed("The Content-Length is no number.");
        }
        if (Long.parseLong(length) > most) {
            throw new Refusal(413, "RequestEntityTooLargeException", "The body has more than " + most + " bytes.");
        }
        return Integer.parseInt(length);
    }

    private static byte[] body(HttpEntity entity, int length) throws IOException {
        if (length == 0 || entity == null) {
            return new byte[0];
        }
        try (InputStream content = entity.getContent()) {
            byte[] body = content.readNBytes(length);
            if (body.length != length) {
                throw new SocketException("the request broke off");
            }
            return body;
        }
    }

    /** Sends the answer, and says that no more will come. */
    void write(Answer answer) throws IOException {
        try (BasicClassicHttpResponse response = new BasicClassicHttpResponse(answer.status())) {
            response.setHeader("x-amzn-RequestId", answer.requestId());
            answer.error().ifPresent(error -> response.setHeader("x-amzn-ErrorType", error));
            response.setHeader("Date", HttpDateGenerator.INSTANCE.getCurrentDate());
            response.setHeader("Connection", "close");
            response.setHeader("Cache-Control", "no-store");
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            response.setHeader("Content-Length", String.valueOf(body.length));
            response.setEntity(new ByteArrayEntity(body, ContentType.create("application/x-amz-json-1.1")));
            http.sendResponseHeader(response);
            http.sendResponseEntity(response);
            http.flush();
            socket.shutdownOutput();
        } catch (HttpException e) {
            throw new IOException("an answer can not be written", e);
        }
    }

    /** Closed with something unread, the connection would be reset and the answer lost with it. */
    void drain() throws IOException {
        InputStream rest = socket.getInputStream();
        byte[] chunk = new byte[CHUNK];
        int drained = 0;
        while (drained < DRAINED) {
            int read = rest.read(chunk);
            if (read < 0) {
                return;
            }
            drained += read;
        }
    }

    /** Ends the connection whatever it is doing. */
    void end() {
        http.close(CloseMode.IMMEDIATE);
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed
        }
    }

    @Override
    public void close() {
        end();
    }

    private static Refusal malformed(String why) {
        return new Refusal(400, "SerializationException", why);
    }
}
