package dev.mooring.connection.imports;

import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.imports.SqlCursor.Assignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the {@code CREATE SECRET} statements of a DuckDB script; other statements are passed over. */
public final class DuckDbImport implements Importer {
    @Override
    public List<ImportItem> read(String text) {
        return SqlStatements.read(text, SqlScanner.Dialect.DUCKDB, DuckDbImport::statement);
    }

    private static Optional<ItemDraft> statement(SqlCursor cursor) {
        if (!cursor.take("CREATE")) {
            return Optional.empty();
        }
        boolean replaces = cursor.take("OR", "REPLACE");
        boolean isTemporary = cursor.take("TEMPORARY");
        cursor.take("PERSISTENT");
        if (!cursor.take("SECRET")) {
            return Optional.empty();
        }
        cursor.take("IF", "NOT", "EXISTS");
        boolean isUnnamed = false;
        Optional<String> name = cursor.takeName();
        if (name.isEmpty()) {
            isUnnamed = true;
        }
        if (cursor.take("IN") && cursor.takeName().isEmpty()) {
            throw cursor.unexpected("expected the name of a secret storage");
        }
        SqlOptions options = options(cursor);
        String type = options.text("TYPE")
                .orElseThrow(() -> cursor.unexpected("expected TYPE among the options"))
                .toLowerCase(Locale.ROOT);
        // DuckDB's own name for a secret without one
        String chosen = name.orElse("__default_" + type);
        ItemDraft item = new ItemDraft("CREATE SECRET " + printable(chosen), chosen, Optional.of(cursor.start()));
        noteCreation(item, replaces, isTemporary, isUnnamed);
        provider(item, options);
        type(item, type, options);
        options.leaveOut(item);
        return Optional.of(item);
    }

    private static void noteCreation(ItemDraft item, boolean replaces, boolean isTemporary, boolean isUnnamed) {
        if (replaces) {
            item.changed("a connection of its name that is there already is not replaced");
        }
        if (isTemporary) {
            item.changed("it is kept, and not only for a session");
        }
        if (isUnnamed) {
            item.changed("it has no name there");
        }
    }

    private static SqlOptions options(SqlCursor cursor) {
        List<RawProperty> options = new ArrayList<>();
        cursor.expectSymbol('(');
        while (!cursor.takeSymbol(')')) {
            options.add(cursor.expectOption(Assignment.SPACE));
            if (!cursor.takeSymbol(',')) {
                cursor.expectSymbol(')');
                break;
            }
        }
        if (!cursor.isAtEnd()) {
            throw cursor.unexpected("expected nothing more");
        }
        return new SqlOptions(options);
    }

    private static void provider(ItemDraft item, SqlOptions options) {
        String provider = options.text("PROVIDER").orElse("config").toLowerCase(Locale.ROOT);
        if (!provider.equals("config")) {
            item.refuse(
                    "PROVIDER",
                    Reason.CONFLICT,
                    "takes its credentials from where it runs, which is never done here; give a key or a role");
        }
        if (options.take("REFRESH").isPresent()) {
            item.changed("credentials are renewed here by themselves");
        }
        if (options.take("VALIDATION").isPresent()) {
            item.changed("it is tested when TEST CONNECTION says so");
        }
    }

    private static void type(ItemDraft item, String type, SqlOptions options) {
        switch (type) {
            case "s3", "aws", "r2" -> s3(item, type, options);
            case "postgres" -> database(item, "postgresql", "5432", options);
            case "mysql" -> database(item, "mysql", "3306", options);
            default -> {
                options.texts("SCOPE");
                item.refuse(
                        "TYPE", Reason.UNKNOWN, "secrets of DuckDB's type " + printable(type) + " have no type here");
            }
        }
    }

    private static void s3(ItemDraft item, String type, SqlOptions options) {
        item.type(ConnectionCategory.STORAGE, "S3");
        options.move("KEY_ID", "ACCESS_KEY", item);
        options.move("SECRET", "SECRET_KEY", item);
        options.move("REGION", "REGION", item);
        if (options.take("SESSION_TOKEN").isPresent()) {
            item.refuse("SESSION_TOKEN", Reason.CONFLICT, "a temporary key can not be stored; give a role instead");
        }
        options.text("ASSUME_ROLE_ARN").ifPresent(role -> item.property(RawProperty.of("ROLE_ARN", role)));
        if (options.take("EXTERNAL_ID").isPresent()) {
            item.changed("its external id is a new one, made here: put it into the role's trust policy");
        }
        Optional<String> account = options.text("ACCOUNT_ID");
        Optional<String> endpoint = options.text("ENDPOINT")
                .or(() -> account.filter(id -> type.equals("r2")).map(id -> id + ".r2.cloudflarestorage.com"));
        boolean isPlain = "false".equalsIgnoreCase(options.text("USE_SSL").orElse("true"));
        item.property("ENDPOINT", endpoint.map(host -> isPlain && !host.contains("://") ? "http://" + host : host));
        options.text("URL_STYLE")
                .ifPresent(style ->
                        item.property(RawProperty.of("PATH_STYLE", String.valueOf(style.equalsIgnoreCase("path")))));
        if (!options.texts("SCOPE").isEmpty()) {
            item.changed("its SCOPE is not kept: what a credential may reach is said where it is asked for");
        }
    }

    private static void database(ItemDraft item, String engine, String port, SqlOptions options) {
        item.type(ConnectionCategory.DATABASE, "JDBC").property(RawProperty.of("JDBC_ENGINE", engine));
        options.move("HOST", "HOST", item);
        item.property(RawProperty.of("PORT", options.text("PORT").orElse(port)));
        options.move("DATABASE", "DATABASE", item);
        options.move("DBNAME", "DATABASE", item);
        options.move("USER", "USERNAME", item);
        options.move("USERNAME", "USERNAME", item);
        options.move("PASSWORD", "PASSWORD", item);
        if (!item.has("HOST")) {
            item.property(RawProperty.of("HOST", "localhost"));
        }
    }

    private static String printable(String text) {
        return text.matches("[\\p{L}\\p{N}_.-]{1,64}") ? text : "of a strange name";
    }
}
