package dev.mooring.connection.core.internal.sql;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words of the dialect. None is ever a secret, so these alone may be repeated to a reader without a doubt. */
final class Vocabulary {
    /** The words that can start a statement. */
    static final List<String> VERBS =
            List.of("CREATE", "SHOW", "DESC", "DESCRIBE", "DROP", "ALTER", "TEST", "SELECT", "GRANT", "REVOKE");

    /** The categories, as they stand before CONNECTION. */
    static final List<String> KINDS = List.of("API", "STORAGE", "CATALOG", "DATABASE");

    private static final Set<String> CLAUSES = Set.of(
            "OR",
            "REPLACE",
            "CONNECTION",
            "CONNECTIONS",
            "IF",
            "NOT",
            "EXISTS",
            "TYPE",
            "WITH",
            "PROPERTIES",
            "COMMENT",
            "COMMENTS",
            "LIKE",
            "WHERE",
            "LIMIT",
            "FROM",
            "EXTENDED",
            "SET",
            "UNSET",
            "TAG",
            "ENABLE",
            "DISABLE",
            "RESTRICT",
            "CASCADE",
            "RENAME",
            "SCOPE",
            "WRITE",
            "AND",
            "IN",
            "TIMESTAMP",
            "AS",
            "GRANTS",
            "AUDIT",
            "FOR",
            "ON",
            "TO",
            "USER",
            "ROLE",
            "WORKSPACE",
            "READ",
            "METADATA",
            "USAGE",
            "USE",
            "ALL",
            "PRIVILEGES");

    /** Bare words that are no name: where a name was forgotten, one of these follows. */
    private static final List<String> NO_NAMES = List.of(
            "TYPE",
            "IF",
            "NOT",
            "EXISTS",
            "WITH",
            "PROPERTIES",
            "SET",
            "UNSET",
            "ENABLE",
            "DISABLE",
            "RESTRICT",
            "CASCADE",
            "EXTENDED",
            "CONNECTION",
            "CONNECTIONS",
            "SCOPE",
            "COMMENT",
            "AS");

    /** The keys, types and columns of the published dialect. Others may be added by providers and are not known here. */
    private static final Set<String> PUBLISHED = Set.of(
            ("NAME CREATED_TIME ENABLED OSS COS S3 GCS KAFKA HDFS CLOUD_FUNCTION AI_FUNCTION HMS DATABRICKS ICEBERG_REST "
                            + "ENDPOINT REGION ROLE_ARN ACCESS_ID ACCESS_KEY ACCESS_KEY_ID ACCESS_KEY_SECRET SECRET_KEY SECRET_ACCESS_KEY "
                            + "APP_ID PRIVATE_KEY BOOTSTRAP_SERVERS SECURITY_PROTOCOL NAME_NODE NAME_NODE_RPC_ADDRESSES PROVIDER NAMESPACE "
                            + "CODE_BUCKET BASE_URL API_KEY HIVE_METASTORE_URIS STORAGE_CONNECTION AUTH_TYPE KERBEROS_CLIENT_PRINCIPAL "
                            + "KERBEROS_SERVICE_PRINCIPAL KERBEROS_KRB5_CONFIG_PATH KERBEROS_KEYTAB_PATH HOST CLIENT_ID CLIENT_SECRET "
                            + "ACCESS_REGION URI OAUTH_CLIENT_ID OAUTH_CLIENT_SECRET OAUTH_SCOPE WAREHOUSE")
                    .split(" "));

    private Vocabulary() {}

    static boolean isKeyword(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        return CLAUSES.contains(upper) || VERBS.contains(upper) || KINDS.contains(upper);
    }

    static boolean isPublished(String word) {
        return PUBLISHED.contains(word.toUpperCase(Locale.ROOT));
    }

    static boolean isVerb(Token word) {
        return word.isAnyOf(VERBS);
    }

    static boolean canBeBareName(Token word) {
        return !word.isAnyOf(NO_NAMES);
    }
}
