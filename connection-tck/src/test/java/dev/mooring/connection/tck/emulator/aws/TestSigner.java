package dev.mooring.connection.tck.emulator.aws;

import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.credential.Credential.Session;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs requests by Signature Version 4, written from its description and apart from what verifies them. */
final class TestSigner {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final String keyId;
    private final String secret;
    private final String token;
    private final String region;
    private final String service;

    TestSigner(Credential credential, String region, String service) {
        if (credential instanceof Session session) {
            keyId = session.accessKeyId();
            secret = session.accessKeySecret().reveal();
            token = session.sessionToken().reveal();
        } else {
            AccessKey key = (AccessKey) credential;
            keyId = key.accessKeyId();
            secret = key.accessKeySecret().reveal();
            token = "";
        }
        this.region = region;
        this.service = service;
    }

    /** The headers to send; path and query are given in canonical form. */
    Map<String, String> sign(String method, String host, String path, String query, String payloadHash, Instant time) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("host", host);
        headers.put("x-amz-date", TIME.format(time));
        headers.put("x-amz-content-sha256", payloadHash);
        if (!token.isEmpty()) {
            headers.put("x-amz-security-token", token);
        }
        headers.put("authorization", authorization(method, path, query, headers, payloadHash));
        return headers;
    }

    String authorization(String method, String path, String query, Map<String, String> headers, String payloadHash) {
        String signed = String.join(";", new TreeMap<>(headers).keySet());
        String lines = new TreeMap<>(headers)
                .entrySet().stream()
                        .map(e -> e.getKey() + ":" + e.getValue() + "\n")
                        .collect(Collectors.joining());
        String canonical = method + "\n" + path + "\n" + query + "\n" + lines + "\n" + signed + "\n" + payloadHash;
        String time = headers.get("x-amz-date");
        return "AWS4-HMAC-SHA256 Credential=" + keyId + "/" + scope(time) + ", SignedHeaders=" + signed + ", Signature="
                + sign("AWS4-HMAC-SHA256", time, sha256(canonical));
    }

    String sign(String algorithm, String time, String rest) {
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : scope(time).split("/", -1)) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, algorithm + "\n" + time + "\n" + scope(time) + "\n" + rest));
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private String scope(String time) {
        return time.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
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
