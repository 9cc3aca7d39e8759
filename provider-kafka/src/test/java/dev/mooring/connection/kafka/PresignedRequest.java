package dev.mooring.connection.kafka;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A presigned GET request and the signature that it should have, calculated from AWS's description of Signature Version 4.
 *
 * @param uri the request
 * @param encoded its parameters as they stand in the query
 */
record PresignedRequest(URI uri, Map<String, String> encoded) {
    static final String EMPTY_PAYLOAD = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static final String SIGNATURE = "X-Amz-Signature";
    private static final String USER_AGENT = "User-Agent";

    static PresignedRequest of(URI uri) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : uri.getRawQuery().split("&", -1)) {
            int equals = pair.indexOf('=');
            parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return new PresignedRequest(uri, parameters);
    }

    Map<String, String> parameters() {
        return encoded.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> URLDecoder.decode(each.getValue(), StandardCharsets.UTF_8)));
    }

    String parameter(String name) {
        return Optional.ofNullable(parameters().get(name)).orElseThrow();
    }

    /** What a service that knows the secret expects as signature. */
    String signature(String secret, String payloadHash) {
        String query = encoded.entrySet().stream()
                .filter(each ->
                        !each.getKey().equals(SIGNATURE) && !each.getKey().equals(USER_AGENT))
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining("&"));
        String canonical =
                String.join("\n", "GET", uri.getRawPath(), query, "host:" + uri.getHost(), "", "host", payloadHash);
        String credential = parameter("X-Amz-Credential");
        String scope = credential.substring(credential.indexOf('/') + 1);
        String text = String.join("\n", "AWS4-HMAC-SHA256", parameter("X-Amz-Date"), scope, sha256(canonical));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, text));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
