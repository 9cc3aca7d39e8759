package dev.mooring.connection.support.secrets;

import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.PropertyRules;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The properties of a login, the same for all types that have one: a user with a password that the connection stores, or a
 * secret of AWS Secrets Manager that holds both and is read at each vend through an AWS connection of the workspace.
 */
public final class LoginProperties {
    /** The user. */
    public static final PropertySpec<String> USERNAME = PropertySpec.text("USERNAME")
            .alias("USER", "USER_NAME")
            .describe("user that logs in")
            .build();
    /** Its password. */
    public static final PropertySpec<Secret> PASSWORD =
            PropertySpec.secret("PASSWORD").describe("password of that user").build();
    /** Its password as a ciphertext of the application. */
    public static final PropertySpec<Secret> ENCRYPTED_PASSWORD = PropertySpec.encrypted("ENCRYPTED_PASSWORD")
            .describe("password of that user, encrypted by the application")
            .build();
    /** The secret that holds user and password instead. */
    public static final PropertySpec<String> SECRET_ID = PropertySpec.text("SECRET_ID")
            .alias("SECRET_ARN")
            .pattern("[A-Za-z0-9/_+=.@:-]{1,2048}", "the name or the ARN of a secret in AWS Secrets Manager")
            .describe("secret of AWS Secrets Manager that holds username and password")
            .standsForSecret()
            .build();
    /** The AWS connection that reads the secret. */
    public static final PropertySpec<String> SECRET_CONNECTION = PropertySpec.connection(
                    "SECRET_CONNECTION", ConnectionCategory.STORAGE, ConnectionCategory.API)
            .describe("AWS connection of this workspace whose credentials read SECRET_ID")
            .standsForSecret()
            .build();
    /** Where the secret is. */
    public static final PropertySpec<String> SECRET_REGION = PropertySpec.text("SECRET_REGION")
            .pattern("[a-z]{2}(-[a-z]+){1,2}-\\d{1,2}", "a region such as eu-west-1")
            .describe("region of the secret, when SECRET_ID is no ARN that says it")
            .build();

    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:secretsmanager:([a-z]{2}(?:-[a-z]+){1,2}-\\d{1,2}):\\d{12}:secret:.+");
    private static final String EITHER = "give either USERNAME and PASSWORD, or SECRET_ID and SECRET_CONNECTION";

    private LoginProperties() {}

    /** Adds all of them to a schema; which of them go together, {@link #check} says. */
    public static PropertySchema.Builder addTo(PropertySchema.Builder schema) {
        return schema.optional(USERNAME, PASSWORD, ENCRYPTED_PASSWORD, SECRET_ID, SECRET_CONNECTION, SECRET_REGION);
    }

    /** Adds what is wrong with the login of a connection that needs one. */
    public static void check(PropertyValues values, PropertyRules rules) {
        if (values.has(SECRET_ID)) {
            rules.forbid("contradicts SECRET_ID; " + EITHER, USERNAME, PASSWORD, ENCRYPTED_PASSWORD);
            rules.require(SECRET_CONNECTION, "; the identity of this process is never used");
            if (region(values).isEmpty()) {
                rules.require(SECRET_REGION, "");
            }
            return;
        }
        rules.forbid("belongs to SECRET_ID only", SECRET_CONNECTION, SECRET_REGION);
        rules.require(USERNAME, "; " + EITHER);
        rules.exclude(PASSWORD, ENCRYPTED_PASSWORD);
        if (!values.has(ENCRYPTED_PASSWORD)) {
            rules.require(PASSWORD, "; " + EITHER);
        }
    }

    /** Adds that a connection which has no login was given one; the reason is a phrase. */
    public static void refuse(PropertyRules rules, String why) {
        rules.forbid(why, USERNAME, PASSWORD, ENCRYPTED_PASSWORD, SECRET_ID, SECRET_CONNECTION, SECRET_REGION);
    }

    /** The region of the secret: as given, else as its ARN says. */
    static Optional<String> region(PropertyValues values) {
        return values.get(SECRET_REGION)
                .or(() -> values.get(SECRET_ID)
                        .map(ARN::matcher)
                        .filter(Matcher::matches)
                        .map(m -> m.group(1)));
    }
}
