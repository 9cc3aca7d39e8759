package dev.mooring.connection.support.kerberos;

import static java.util.Objects.requireNonNull;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a keytab says about itself: whose keys it holds. The keys are read over and not kept. Immutable. */
public final class Keytab {
    private static final short VERSION = 0x0502;
    private static final int MOST_BYTES = 1 << 20;

    private final List<String> principals;

    private Keytab(List<String> principals) {
        this.principals = principals;
    }

    /**
     * Reads a keytab of format 2, which every tool of the last decades writes. Fails with
     * {@link ConnectionError#INVALID_PROPERTIES} when the bytes are no keytab or hold no key.
     */
    public static Keytab read(Secret bytes) {
        byte[] content = requireNonNull(bytes, "bytes").revealBytes();
        try {
            return new Keytab(List.copyOf(entries(content)));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw invalid("the keytab is cut off or damaged");
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    /** The principals whose keys it holds, with their realms, in the keytab's order and each once. */
    public List<String> principals() {
        return principals;
    }

    /**
     * Fails with {@link ConnectionError#INVALID_PROPERTIES} when it holds no key of that principal, without saying whose
     * keys it holds: a file that was named by mistake or malice may be another's.
     */
    public void requirePrincipal(String principal) {
        if (!principals.contains(requireNonNull(principal, "principal"))) {
            throw new ConnectionException(
                    ConnectionError.INVALID_PROPERTIES,
                    "the keytab holds no key of " + principal,
                    "name a principal of the keytab, letter by letter and with its realm (klist -k lists them), or give"
                            + " another keytab");
        }
    }

    @Override
    public String toString() {
        return "Keytab" + principals;
    }

    private static Set<String> entries(byte[] content) {
        if (content.length > MOST_BYTES) {
            throw invalid("it has " + content.length + " bytes, more than a keytab needs");
        }
        ByteBuffer all = ByteBuffer.wrap(content);
        if (all.remaining() < 2 || all.getShort() != VERSION) {
            throw invalid("the bytes given as keytab are none: they do not begin with 05 02");
        }
        Set<String> names = new LinkedHashSet<>();
        while (all.remaining() >= 4) {
            int size = all.getInt();
            if (size == 0) {
                break;
            }
            // A negative size is a hole that a removed entry left
            ByteBuffer entry = slice(all, Math.abs(size));
            if (size > 0) {
                names.add(principal(entry));
            }
        }
        if (names.isEmpty()) {
            throw invalid("the keytab holds no key");
        }
        return names;
    }

    private static String principal(ByteBuffer entry) {
        int components = Short.toUnsignedInt(entry.getShort());
        String realm = text(entry);
        if (components == 0) {
            throw new IllegalArgumentException();
        }
        StringBuilder name = new StringBuilder(text(entry));
        for (int i = 1; i < components; i++) {
            name.append('/').append(text(entry));
        }
        requireKey(entry);
        return name.append('@').append(realm).toString();
    }

    private static void requireKey(ByteBuffer entry) {
        int nameTypeAndTimestamp = 4 + 4;
        int versionAndKeyType = 1 + 2;
        slice(entry, nameTypeAndTimestamp + versionAndKeyType);
        if (slice(entry, Short.toUnsignedInt(entry.getShort())).remaining() == 0) {
            throw new IllegalArgumentException();
        }
    }

    private static String text(ByteBuffer entry) {
        ByteBuffer bytes = slice(entry, Short.toUnsignedInt(entry.getShort()));
        String text = StandardCharsets.UTF_8.decode(bytes).toString();
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException();
        }
        return text;
    }

    /** The next bytes of a buffer, which is moved behind them. */
    private static ByteBuffer slice(ByteBuffer buffer, int length) {
        if (length < 0 || length > buffer.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer part = buffer.slice(buffer.position(), length);
        buffer.position(buffer.position() + length);
        return part;
    }

    private static ConnectionException invalid(String what) {
        return new ConnectionException(
                ConnectionError.INVALID_PROPERTIES,
                what,
                "give the file that kadmin's ktadd, ktutil or ktpass wrote, as it is; as text it is written base64:…");
    }
}
