package dev.mooring.connection.hms.wire;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/**
 * A token as metastores hand it out: Hadoop's binary form in URL-safe Base64. Prints no secret.
 *
 * @param identifier what the server knows it by
 * @param password what proves it
 * @param kind its kind
 * @param service the service it names, often empty
 */
public record DelegationToken(Secret identifier, Secret password, String kind, String service) {
    private static final int SHORTEST_LONG = -112;
    private static final int NEGATIVE_LONG = -120;

    /** Reads a token; fails when it is none. */
    public static DelegationToken read(Secret text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.reveal()));
            byte[] identifier = bytes(bytes);
            byte[] password = bytes(bytes);
            return new DelegationToken(Secret.of(identifier), Secret.of(password), text(bytes), text(bytes));
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            // its message may hold a part of the token
            throw new ConnectionException(
                    ConnectionError.PROTOCOL_MISMATCH,
                    "the metastore's delegation token has another form than Hadoop's");
        }
    }

    /** When the token ends at the latest, however often it is renewed. */
    public Instant latestEnd() {
        return Instant.ofEpochMilli(dates()[1]);
    }

    /** When it was issued. */
    public Instant issued() {
        return Instant.ofEpochMilli(dates()[0]);
    }

    /** The identifier as a name, as the server expects it. */
    String name() {
        return Base64.getEncoder().encodeToString(identifier.revealBytes());
    }

    /** The password as text, as the server expects it. */
    char[] proof() {
        return Base64.getEncoder().encodeToString(password.revealBytes()).toCharArray();
    }

    /** After a version and the names of owner, renewer and real user. */
    private long[] dates() {
        ByteBuffer bytes = ByteBuffer.wrap(identifier.revealBytes());
        bytes.get();
        text(bytes);
        text(bytes);
        text(bytes);
        return new long[] {number(bytes), number(bytes)};
    }

    private static byte[] bytes(ByteBuffer from) {
        long length = number(from);
        if (length < 0 || length > from.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[(int) length];
        from.get(bytes);
        return bytes;
    }

    private static String text(ByteBuffer from) {
        return new String(bytes(from), StandardCharsets.UTF_8);
    }

    /** Hadoop's number of variable length: small ones in one byte, else the first byte says how many follow. */
    private static long number(ByteBuffer from) {
        byte first = from.get();
        if (first >= SHORTEST_LONG) {
            return first;
        }
        boolean negative = first < NEGATIVE_LONG;
        int length = negative ? NEGATIVE_LONG - first : SHORTEST_LONG - first;
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = (value << 8) | (from.get() & 0xff);
        }
        return negative ? ~value : value;
    }
}
