package dev.mooring.connection.cli.shell;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.spi.ConnectionType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes keywords, names of connections, types and properties by the words before the cursor. */
final class StatementCompleter implements Completer {
    private static final List<String> VERBS =
            List.of("CREATE", "SHOW", "DESC", "DROP", "ALTER", "TEST", "GRANT", "REVOKE", "help", "exit");
    private static final List<String> CATEGORIES = List.of("API", "STORAGE", "CATALOG", "DATABASE");
    private static final List<String> PRIVILEGES =
            List.of("CREATE CONNECTION", "READ METADATA", "ALTER", "DROP", "USAGE", "READ AUDIT", "ALL");
    private static final List<String> AFTER_TYPE = List.of("WITH PROPERTIES (", "COMMENT");

    private final List<ConnectionType> types;
    private final Connections connections;

    StatementCompleter(List<ConnectionType> types, Connections connections) {
        this.types = types;
        this.connections = connections;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        String before = line.line().substring(0, line.cursor() - line.wordCursor());
        String statement = before.substring(before.lastIndexOf(';') + 1);
        if (!isInLiteral(statement)) {
            candidates(words(statement)).map(Candidate::new).forEach(candidates::add);
        }
    }

    Stream<String> candidates(List<String> words) {
        if (words.isEmpty()) {
            return VERBS.stream();
        }
        String last = words.get(words.size() - 1);
        if (last.equals("TYPE")) {
            return typeNames(words);
        }
        return switch (words.get(0)) {
            case "CREATE" -> create(words, last);
            case "SHOW" -> show(words, last);
            case "GRANT", "REVOKE" -> privilege(words, last);
            case "ALTER" -> alter(words, last);
            default -> named(words, last);
        };
    }

    private Stream<String> show(List<String> words, String last) {
        if (words.size() == 1) {
            return Stream.concat(Stream.of("CONNECTIONS", "GRANTS", "AUDIT"), CATEGORIES.stream());
        }
        return switch (last) {
            case "CONNECTIONS" -> Stream.of("LIKE", "WHERE", "LIMIT");
            case "GRANTS" -> Stream.of("ON CONNECTION", "ON WORKSPACE", "TO USER", "TO ROLE");
            case "AUDIT" -> Stream.of("FOR CONNECTION", "WHERE", "LIMIT");
            case "CONNECTION" -> names();
            default -> CATEGORIES.contains(last) ? Stream.of("CONNECTIONS") : Stream.empty();
        };
    }

    private Stream<String> privilege(List<String> words, String last) {
        int on = words.indexOf("ON");
        if (on < 0) {
            return words.size() == 1 || last.endsWith(",") ? PRIVILEGES.stream() : Stream.of("ON");
        }
        return switch (words.size() - on) {
            case 1 -> Stream.of("CONNECTION", "WORKSPACE");
            case 2 -> last.equals("CONNECTION") ? names() : Stream.empty();
            case 3 -> Stream.of(words.get(0).equals("GRANT") ? "TO" : "FROM");
            case 4 -> Stream.of("USER", "ROLE");
            default -> Stream.empty();
        };
    }

    private Stream<String> create(List<String> words, String last) {
        int type = words.indexOf("TYPE");
        if (type > 0) {
            String name = words.get(type + 1);
            return Stream.concat(properties(id -> id.isNamed(name)), AFTER_TYPE.stream());
        }
        return switch (last) {
            case "CREATE" -> Stream.concat(CATEGORIES.stream(), Stream.of("OR REPLACE"));
            case "CONNECTION" -> Stream.of("IF NOT EXISTS");
            case "API", "STORAGE", "CATALOG", "DATABASE" -> Stream.of("CONNECTION");
            case "REPLACE" -> CATEGORIES.stream();
            default -> Stream.of("TYPE");
        };
    }

    private Stream<String> alter(List<String> words, String last) {
        if (last.equals("SET") || words.contains("SET")) {
            Optional<TypeId> type = connection(words).map(Connection::type);
            return properties(id -> type.filter(id::equals).isPresent());
        }
        return words.size() > 2 && !last.equals("CONNECTION")
                ? Stream.of("SET", "UNSET", "ENABLE", "DISABLE")
                : named(words, last);
    }

    private Stream<String> named(List<String> words, String last) {
        if (words.size() == 1) {
            return Stream.of("CONNECTION");
        }
        return switch (last) {
            case "CONNECTION" -> Stream.concat(names(), furtherWords(words.get(0)));
            case "EXISTS", "EXTENDED" -> names();
            case "IF" -> Stream.of("EXISTS");
            default -> behindName(words.get(0));
        };
    }

    private static Stream<String> behindName(String verb) {
        return switch (verb) {
            case "TEST" -> Stream.of("SCOPE", "WRITE");
            case "DROP" -> Stream.of("RESTRICT", "CASCADE");
            default -> Stream.empty();
        };
    }

    private static Stream<String> furtherWords(String verb) {
        return switch (verb) {
            case "DROP" -> Stream.of("IF EXISTS");
            case "DESC", "DESCRIBE" -> Stream.of("EXTENDED");
            default -> Stream.empty();
        };
    }

    private Stream<String> typeNames(List<String> words) {
        return types.stream()
                .map(ConnectionType::id)
                .filter(id -> words.stream().noneMatch(CATEGORIES::contains)
                        || words.contains(id.category().name()))
                .map(TypeId::name)
                .distinct();
    }

    private Stream<String> properties(Predicate<TypeId> wanted) {
        return types.stream()
                .filter(type -> wanted.test(type.id()))
                .flatMap(type -> type.schema().specs().stream())
                .map(PropertySpec::name)
                .distinct();
    }

    private Optional<Connection> connection(List<String> words) {
        return stored().filter(connection -> words.contains(connection.name().toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    private Stream<String> names() {
        return stored().map(Connection::name);
    }

    /** A store that does not answer completes nothing; the statement itself will say so. */
    private Stream<Connection> stored() {
        try {
            return connections.list().stream();
        } catch (ConnectionException e) {
            return Stream.empty();
        }
    }

    private static boolean isInLiteral(String statement) {
        return statement.chars().filter(c -> c == '\'').count() % 2 == 1;
    }

    private static List<String> words(String statement) {
        return Arrays.stream(statement.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.toUpperCase(Locale.ROOT))
                .toList();
    }
}
