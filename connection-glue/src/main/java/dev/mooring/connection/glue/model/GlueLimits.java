package dev.mooring.connection.glue.model;

import dev.mooring.connection.glue.json.TextRule;

/** The limits of Glue's model, as far as they are published. Sizes of texts are bytes in UTF-8. */
public final class GlueLimits {
    /** Most words by which a connection can be chosen. */
    public static final int MATCH_CRITERIA = 10;

    /** Most properties of one connection. */
    public static final int PROPERTIES = 100;

    /** Most security groups of one connection. */
    public static final int SECURITY_GROUPS = 50;

    /** Most tags of one connection. */
    public static final int TAGS = 50;

    /** Most connections that one call deletes. */
    public static final int DELETED_AT_ONCE = 25;

    /** Most connections on one page. */
    public static final int PAGE = 1000;

    /** Lowest and highest port that PORT may be. */
    public static final int LOWEST_PORT = 1024;

    /** The highest port there is. */
    public static final int HIGHEST_PORT = 65_535;

    private static final String LINE = "[\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}\\t]*";
    private static final String LINES = "[\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}\\t\\r\\n]*";
    private static final String ONE_LINE = "one line without control characters";

    /** Names, ids of catalogs, subnets, security groups and zones. */
    public static final TextRule NAME = TextRule.ofBytes(1, 255).matching(LINE, ONE_LINE);

    /** Descriptions. */
    public static final TextRule DESCRIPTION =
            TextRule.ofBytes(0, 2048).matching(LINES, "a text without control characters");

    /** Keys of properties. */
    public static final TextRule PROPERTY_KEY = TextRule.ofBytes(1, 128).matching(LINE, ONE_LINE);

    /** Values of properties: the published length, although Glue may take more by now. */
    public static final TextRule PROPERTY_VALUE = TextRule.ofBytes(0, 1024);

    /** Values of properties of one compute environment. */
    public static final TextRule ENVIRONMENT_VALUE = TextRule.ofBytes(1, 2048);

    /** Keys of tags. */
    public static final TextRule TAG_KEY = TextRule.ofBytes(1, 128).matching(LINE, ONE_LINE);

    /** Values of tags. */
    public static final TextRule TAG_VALUE = TextRule.ofBytes(0, 256).matching(LINE, ONE_LINE);

    /** Token endpoints. */
    public static final TextRule TOKEN_URL = TextRule.ofBytes(1, 256)
            .matching(
                    "(https?)://[-a-zA-Z0-9+&@#/%?=~_|!:,.;]*[-a-zA-Z0-9+&@#/%=~_|]",
                    "an http(s) URL such as https://login.example.com/oauth2/token");

    /** Keys of token parameters. */
    public static final TextRule PARAMETER_KEY = TextRule.ofBytes(1, 128);

    /** Values of token parameters. */
    public static final TextRule PARAMETER_VALUE = TextRule.ofBytes(1, 512);

    /** Authorization codes. */
    public static final TextRule AUTHORIZATION_CODE =
            TextRule.ofBytes(1, 4096).matching("\\S+", "a code without white space");

    /** Redirect addresses. */
    public static final TextRule REDIRECT_URI = TextRule.ofBytes(1, 512)
            .matching("(https?)://[^\\s/$.?#].[^\\s]*", "an http(s) URL such as https://app.example.com/callback");

    /** Secrets of AWS Secrets Manager by ARN. */
    public static final TextRule SECRET_ARN = TextRule.ofBytes(1, 2048)
            .matching("arn:aws[a-z-]*:secretsmanager:\\S+", "the ARN of a secret of AWS Secrets Manager");

    /** Keys of KMS by ARN; an empty one names none. */
    public static final TextRule KMS_KEY_ARN =
            TextRule.ofBytes(0, 2048).matching("|arn:aws[a-z0-9-]*:kms:\\S+", "the ARN of a key of AWS KMS");

    /** Ids of clients, and users. */
    public static final TextRule IDENTIFIER = TextRule.ofBytes(1, 2048).matching("\\S+", "a text without white space");

    /** Passwords, client secrets and tokens. */
    public static final TextRule SECRET =
            TextRule.ofBytes(1, 8000).matching(LINE, "one line without control characters");

    private GlueLimits() {}
}
