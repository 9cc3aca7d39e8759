package dev.mooring.connection.imports;

import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.imports.SqlCursor.Assignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the storage and API integrations of a Snowflake script; other statements are passed over. */
public final class SnowflakeImport implements Importer {
    private static final Pattern GATEWAY =
            Pattern.compile("https://[a-z0-9-]+\\.execute-api\\.([a-z0-9-]+)\\.amazonaws\\.com(\\.cn)?(/.*)?");

    @Override
    public List<ImportItem> read(String text) {
        return SqlStatements.read(text, SqlScanner.Dialect.SNOWFLAKE, SnowflakeImport::statement);
    }

    private static Optional<ItemDraft> statement(SqlCursor cursor) {
        if (!cursor.take("CREATE")) {
            return Optional.empty();
        }
        boolean replaces = cursor.take("OR", "REPLACE");
        boolean isStorage = cursor.take("STORAGE", "INTEGRATION");
        if (!isStorage && !cursor.take("API", "INTEGRATION")) {
            return Optional.empty();
        }
        cursor.take("IF", "NOT", "EXISTS");
        String name = cursor.takeName().orElseThrow(() -> cursor.unexpected("expected the integration's name"));
        List<RawProperty> given = new ArrayList<>();
        while (!cursor.isAtEnd()) {
            given.add(cursor.expectOption(Assignment.SIGN));
        }
        SqlOptions options = new SqlOptions(given);
        String kind = isStorage ? "STORAGE INTEGRATION" : "API INTEGRATION";
        String shown = name.matches("[\\p{L}\\p{N}_.$-]{1,64}") ? name : "of a strange name";
        ItemDraft item = new ItemDraft("CREATE " + kind + " " + shown, name, Optional.of(cursor.start()));
        options.text("COMMENT").ifPresent(item::comment);
        if (replaces) {
            item.changed("a connection of its name that is there already is not replaced");
        }
        if ("FALSE".equalsIgnoreCase(options.text("ENABLED").orElse("TRUE"))) {
            item.changed("it is disabled there and enabled here: ALTER CONNECTION … DISABLE");
        }
        if (isStorage) {
            storage(item, options);
        } else {
            api(item, options);
        }
        options.leaveOut(item);
        return Optional.of(item);
    }

    private static void storage(ItemDraft item, SqlOptions options) {
        options.text("TYPE");
        String provider = options.text("STORAGE_PROVIDER").orElse("").toUpperCase(Locale.ROOT);
        if (!List.of("S3", "S3CHINA", "S3GOV").contains(provider)) {
            item.refuse("STORAGE_PROVIDER", Reason.UNKNOWN, "storage of this provider has no type here; S3 has");
            return;
        }
        item.type(ConnectionCategory.STORAGE, "S3");
        options.move("STORAGE_AWS_ROLE_ARN", "ROLE_ARN", item);
        item.changed("the role is assumed by this layer's own identity: its trust policy has to name that one");
        if (options.take("STORAGE_AWS_EXTERNAL_ID").isPresent()) {
            item.changed("its external id is a new one, made here: put it into the role's trust policy");
        }
        locations(item, options, "STORAGE_ALLOWED_LOCATIONS");
        if (!options.texts("STORAGE_BLOCKED_LOCATIONS").isEmpty()) {
            item.leaveOut(
                    "STORAGE_BLOCKED_LOCATIONS",
                    "locations are not forbidden here: ask for scopes that leave them out");
        }
        if (options.take("STORAGE_AWS_OBJECT_ACL").isPresent()) {
            item.leaveOut(
                    "STORAGE_AWS_OBJECT_ACL", "objects are written by those who get a credential, with their own ACL");
        }
        item.changed("Snowflake does not say the region of its buckets: give REGION");
    }

    private static void api(ItemDraft item, SqlOptions options) {
        String provider = options.text("API_PROVIDER").orElse("").toLowerCase(Locale.ROOT);
        if (!provider.startsWith("aws_") && !provider.startsWith("aws-")) {
            item.refuse(
                    "API_PROVIDER", Reason.UNKNOWN, "gateways of this provider have no type here; those of AWS have");
            return;
        }
        item.type(ConnectionCategory.API, "CLOUD_FUNCTION").property(RawProperty.of("PROVIDER", "aws"));
        options.move("API_AWS_ROLE_ARN", "ROLE_ARN", item);
        List<String> prefixes = options.texts("API_ALLOWED_PREFIXES");
        prefixes.stream()
                .map(GATEWAY::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .ifPresent(gateway -> item.property(RawProperty.of("REGION", gateway.group(1))));
        item.changed("functions are called as Lambda functions, not through an API gateway: give CODE_BUCKET, and let"
                + " the role invoke them");
        item.changed("the role is assumed by this layer's own identity: its trust policy has to name that one");
        if (!prefixes.isEmpty() || !options.texts("API_BLOCKED_PREFIXES").isEmpty()) {
            item.changed(
                    "prefixes of addresses are not kept: what a credential may call is said where it is asked for");
        }
        if (options.take("API_KEY").isPresent()) {
            item.leaveOut("API_KEY", "Lambda functions take no key of a gateway");
        }
    }

    private static void locations(ItemDraft item, SqlOptions options, String key) {
        List<String> locations = options.texts(key);
        if (!locations.isEmpty() && !locations.contains("*")) {
            item.changed("its " + locations.size()
                    + " allowed locations are not kept: what a credential may reach is said where it is asked for");
        }
    }
}
