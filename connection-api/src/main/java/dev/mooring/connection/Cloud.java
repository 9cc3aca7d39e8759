package dev.mooring.connection;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A cloud that a deployment runs in or that a connection type belongs to. Open: a provider may name a cloud of its own.
 *
 * @param id lower-case id of letters, digits and hyphens, 1 to 32 characters
 */
public record Cloud(String id) {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    public static final Cloud ALIYUN = new Cloud("aliyun");
    public static final Cloud TENCENT = new Cloud("tencent");
    public static final Cloud AWS = new Cloud("aws");

    /** Checks the id; throws {@link IllegalArgumentException} when it is not lower case or has other characters. */
    public Cloud {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a cloud's id matches " + ID + ", not '" + id + "'");
        }
    }

    /** The cloud of that id in any letter case. */
    public static Cloud of(String id) {
        return new Cloud(id.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return id;
    }
}
