package dev.mooring.connection.http.wire;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySpec;
import java.net.URI;
import java.util.regex.Pattern;

/** The addresses of the LakeSail API (v1), and the properties that a rotation of keys changes. */
public final class LakeSail {
    /** Who answers, for messages. */
    public static final String WHO = "the LakeSail API";

    private static final String PREFIX = "/api/org/v1";
    private static final Pattern ID = Pattern.compile("[A-Z0-9]{1,20}");
    private static final Pattern KEY_FORM = Pattern.compile("[\\x21-\\x7e]+");

    /** The stored key of a service account. */
    public static final PropertySpec<Secret> KEY = PropertySpec.secret("KEY")
            .alias("SERVICE_ACCOUNT_KEY")
            .pattern(KEY_FORM.pattern(), "a key as it was shown when it was made")
            .describe("key of a service account")
            .build();

    /** The id of the stored key. */
    public static final PropertySpec<String> KEY_ID = PropertySpec.text("KEY_ID")
            .pattern(ID.pattern(), "the key's id, 1 to 20 of A-Z and 0-9")
            .describe("id of KEY, by which it is retired after a rotation")
            .build();

    private LakeSail() {}

    /** Whether a text has the form of the API's ids; anything else stands in no address. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Whether a text has the form of a key; anything else stands in no header. */
    public static boolean isKey(String text) {
        return KEY_FORM.matcher(text).matches();
    }

    /** Who the caller is. */
    public static URI me(URI endpoint) {
        return at(endpoint, "/me");
    }

    /** The keys of a service account. */
    public static URI keys(URI endpoint, String serviceAccountId) {
        return at(endpoint, "/service-accounts/" + serviceAccountId + "/keys");
    }

    /** One key of a service account. */
    public static URI key(URI endpoint, String serviceAccountId, String keyId) {
        return at(endpoint, "/service-accounts/" + serviceAccountId + "/keys/" + keyId);
    }

    private static URI at(URI endpoint, String path) {
        return URI.create(endpoint.toString().replaceFirst("/+$", "") + PREFIX + path);
    }
}
