package dev.mooring.connection.tck.emulator.aws;

import dev.mooring.connection.tck.emulator.aws.SigV4Verifier.Reason;
import dev.mooring.connection.tck.emulator.aws.SigV4Verifier.Rejection;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/** Reads a body in aws-chunked framing, checking the chunks' signatures and the trailing checksum where there are any. */
final class AwsChunked {
    private static final String SIGNATURE = "chunk-signature=";
    private static final String TRAILER_SIGNATURE = "x-amz-trailer-signature";
    private static final String EMPTY_HASH = SigningChain.sha256("");

    private final byte[] body;
    private final Optional<SigningChain> chain;
    private String previousSignature;
    private int position;

    private AwsChunked(byte[] body, Optional<SigningChain> chain, String seed) {
        this.body = body;
        this.chain = chain;
        this.previousSignature = seed;
    }

    static byte[] decodeUnsigned(byte[] body) {
        return new AwsChunked(body, Optional.empty(), "").decode();
    }

    /** The seed is the request's own signature. */
    static byte[] decodeSigned(byte[] body, SigningChain chain, String seed) {
        return new AwsChunked(body, Optional.of(chain), seed).decode();
    }

    private byte[] decode() {
        ByteArrayOutputStream payload = new ByteArrayOutputStream(body.length);
        for (byte[] chunk = chunk(); chunk.length > 0; chunk = chunk()) {
            payload.writeBytes(chunk);
        }
        byte[] decoded = payload.toByteArray();
        checkTrailers(decoded);
        return decoded;
    }

    private byte[] chunk() {
        String[] parts = line().split(";", 2);
        int length = length(parts[0]);
        if (length > body.length - position) {
            throw malformed();
        }
        byte[] bytes = Arrays.copyOfRange(body, position, position + length);
        chain.ifPresent(signing -> {
            if (parts.length < 2 || !parts[1].startsWith(SIGNATURE)) {
                throw malformed();
            }
            String rest = previousSignature + "\n" + EMPTY_HASH + "\n" + SigningChain.sha256(bytes);
            advance(signing.sign(Authorization.ALGORITHM + "-PAYLOAD", rest), parts[1].substring(SIGNATURE.length()));
        });
        position += length;
        if (length > 0 && !line().isEmpty()) {
            throw malformed();
        }
        return bytes;
    }

    private void checkTrailers(byte[] decoded) {
        Map<String, String> trailers = new LinkedHashMap<>();
        for (String line = remainingLine(); !line.isEmpty(); line = remainingLine()) {
            String[] parts = line.split(":", 2);
            if (parts.length < 2) {
                throw malformed();
            }
            trailers.put(parts[0].strip().toLowerCase(Locale.ROOT), parts[1].strip());
        }
        String signature = trailers.remove(TRAILER_SIGNATURE);
        if (!trailers.isEmpty()) {
            chain.ifPresent(signing -> {
                StringBuilder lines = new StringBuilder();
                trailers.forEach((name, value) ->
                        lines.append(name).append(':').append(value).append('\n'));
                String rest = previousSignature + "\n" + SigningChain.sha256(lines.toString());
                String expected = signing.sign(Authorization.ALGORITHM + "-TRAILER", rest);
                advance(expected, signature == null ? "" : signature);
            });
        }
        checkSum(trailers.get("x-amz-checksum-crc32"), new CRC32(), decoded);
        checkSum(trailers.get("x-amz-checksum-crc32c"), new CRC32C(), decoded);
    }

    private static void checkSum(@Nullable String given, Checksum checksum, byte[] decoded) {
        if (given == null) {
            return;
        }
        checksum.update(decoded);
        long value = checksum.getValue();
        byte[] bytes = {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value};
        if (!Base64.getEncoder().encodeToString(bytes).equals(given)) {
            throw new Rejection(Reason.WRONG_PAYLOAD, "the trailing checksum does not fit the payload");
        }
    }

    private void advance(String expected, String given) {
        if (!SigningChain.same(expected, given)) {
            throw new Rejection(Reason.WRONG_SIGNATURE, "the signature of a chunk does not match");
        }
        previousSignature = expected;
    }

    private String remainingLine() {
        return position >= body.length ? "" : line();
    }

    private String line() {
        int end = position;
        while (end + 1 < body.length && !(body[end] == '\r' && body[end + 1] == '\n')) {
            end++;
        }
        if (end + 1 >= body.length) {
            throw malformed();
        }
        String line = new String(body, position, end - position, StandardCharsets.UTF_8);
        position = end + 2;
        return line;
    }

    private static int length(String hex) {
        try {
            return Integer.parseUnsignedInt(hex, 16) & Integer.MAX_VALUE;
        } catch (NumberFormatException e) {
            throw malformed();
        }
    }

    private static Rejection malformed() {
        return new Rejection(Reason.WRONG_PAYLOAD, "the body is not in aws-chunked framing");
    }
}
