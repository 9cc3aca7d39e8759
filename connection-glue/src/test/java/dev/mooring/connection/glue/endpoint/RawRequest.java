package dev.mooring.connection.glue.endpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A request to Glue as boto3 signs it, written from the signature's description and apart from what verifies it. */
final class RawRequest {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Map<String, String> headers = new LinkedHashMap<>();
    private final GlueEndpoint endpoint;
    private String line = "POST / HTTP/1.1";
    private String body;
    private String region = "eu-west-1";
    private String service = "glue";
    private String hashed = "";

    private RawRequest(GlueEndpoint endpoint, String operation, String body) {
        this.endpoint = endpoint;
        this.body = body;
        headers.put("host", "127.0.0.1:" + endpoint.port());
        headers.put("content-type", "application/x-amz-json-1.1");
        headers.put("x-amz-target", "AWSGlue." + operation);
    }

    static RawRequest of(GlueEndpoint endpoint, String operation, String body) {
        return new RawRequest(endpoint, operation, body);
    }

    RawRequest header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    RawRequest without(String name) {
        headers.remove(name);
        return this;
    }

    RawRequest body(String other) {
        body = other;
        return this;
    }

    RawRequest line(String other) {
        line = other;
        return this;
    }

    RawRequest scope(String otherRegion, String otherService) {
        region = otherRegion;
        service = otherService;
        return this;
    }

    /** What the signature says that the body's hash is. */
    RawRequest hashedAs(String hash) {
        hashed = hash;
        return this;
    }

    /** Signs all headers that there are by now. */
    RawRequest sign(EndpointKey key, Instant time) {
        headers.put("x-amz-date", TIME.format(time));
        Map<String, String> signed = new TreeMap<>(headers);
        String names = String.join(";", signed.keySet());
        String lines = signed.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                .collect(Collectors.joining());
        String date = TIME.format(time).substring(0, 8);
        String scope = date + "/" + region + "/" + service + "/aws4_request";
        String canonical = "POST\n/\n\n" + lines + "\n" + names + "\n" + (hashed.isEmpty() ? sha256(body) : hashed);
        String text = "AWS4-HMAC-SHA256\n" + TIME.format(time) + "\n" + scope + "\n" + sha256(canonical);
        byte[] chain = ("AWS4" + key.secret().reveal()).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {date, region, service, "aws4_request"}) {
            chain = hmac(chain, part);
        }
        headers.put(
                "authorization",
                "AWS4-HMAC-SHA256 Credential=" + key.accessKeyId() + "/" + scope + ", SignedHeaders=" + names
                        + ", Signature=" + HexFormat.of().formatHex(hmac(chain, text)));
        return this;
    }

    /** The request as it is sent. */
    String text() {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putIfAbsent("content-length", String.valueOf(body.getBytes(StandardCharsets.UTF_8).length));
        return line + "\r\n"
                + all.entrySet().stream()
                        .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                        .collect(Collectors.joining())
                + "\r\n" + body;
    }

    /** Sends it and yields the whole answer. */
    String send() {
        return send(endpoint, text());
    }

    /** Sends bytes and yields all that comes back until the connection ends. */
    static String send(GlueEndpoint endpoint, String text) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
