package dev.mooring.connection.cli;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Statements as text, refused where a character was lost: a secret with another character is another secret. */
final class StatementText {
    private static final char REPLACEMENT = '\uFFFD';

    private StatementText() {}

    /** The text that the bytes are in UTF-8; fails for bytes that are none. */
    static String ofUtf8(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /** Whether the argument came through the shell and the start of the process without losing a character. */
    static boolean isWhole(String argument) {
        return argument.indexOf(REPLACEMENT) < 0
                && StandardCharsets.UTF_8.newEncoder().canEncode(argument);
    }
}
