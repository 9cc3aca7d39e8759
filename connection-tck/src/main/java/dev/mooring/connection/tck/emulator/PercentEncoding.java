package dev.mooring.connection.tck.emulator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-encoding as RFC 3986 has it: all but letters, digits and {@code -._~} is encoded, a blank as {@code %20}. */
public final class PercentEncoding {
    private static final String UNRESERVED_MARKS = "-._~";
    private static final String HEX = "0123456789ABCDEF";

    private PercentEncoding() {}

    /** The text with everything encoded that is not unreserved. */
    public static String encode(String text) {
        return encode(text, UNRESERVED_MARKS);
    }

    /** The path with everything encoded that is not unreserved, its slashes left alone. */
    public static String encodePath(String path) {
        return encode(path, UNRESERVED_MARKS + "/");
    }

    /** The text with its escapes resolved; a plus sign stays what it is, and so does an escape that is none. */
    public static String decode(String text) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%' && i + 2 < raw.length && digit(raw[i + 1]) >= 0 && digit(raw[i + 2]) >= 0) {
                bytes.write(digit(raw[i + 1]) * 16 + digit(raw[i + 2]));
                i += 2;
            } else {
                bytes.write(raw[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String encode(String text, String marks) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (isLetterOrDigit(c) || marks.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return encoded.toString();
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static int digit(byte b) {
        return Character.digit(b, 16);
    }
}
