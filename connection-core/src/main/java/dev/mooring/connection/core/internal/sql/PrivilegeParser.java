package dev.mooring.connection.core.internal.sql;

import dev.mooring.connection.core.access.Grantee;
import dev.mooring.connection.core.access.Privilege;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what follows GRANT, REVOKE and SHOW GRANTS. */
final class PrivilegeParser {
    private static final String ALL = "ALL";
    /** The first word of each privilege, and the words that may or must follow it. */
    private static final Map<String, Spelling> PRIVILEGES = Map.of(
            "CREATE", new Spelling(Privilege.CREATE_CONNECTION, "CONNECTION", true),
            "READ", new Spelling(Privilege.READ_METADATA, "METADATA", true),
            "ALTER", new Spelling(Privilege.ALTER, "CONNECTION", false),
            "DROP", new Spelling(Privilege.DROP, "CONNECTION", false),
            "USAGE", new Spelling(Privilege.USAGE, "", false),
            "USE", new Spelling(Privilege.USAGE, "", false));

    private static final List<String> WORDS = List.of("CREATE", "READ", "ALTER", "DROP", "USAGE", "USE", ALL);
    private static final String EXPECTED = "CREATE CONNECTION, READ METADATA, ALTER, DROP, USAGE, READ AUDIT or ALL";

    private final TokenCursor cursor;

    private record Spelling(Privilege privilege, String second, boolean isNeeded) {}

    PrivilegeParser(TokenCursor cursor) {
        this.cursor = cursor;
    }

    Statement.Grant parse(Token verb) {
        Statement.Grant.Kind kind = verb.is("GRANT") ? Statement.Grant.Kind.GRANT : Statement.Grant.Kind.REVOKE;
        Token first = cursor.peek();
        Set<Privilege> named = EnumSet.noneOf(Privilege.class);
        boolean isAll = cursor.accept(ALL);
        if (isAll) {
            cursor.accept("PRIVILEGES");
        } else {
            do {
                named.add(privilege());
            } while (cursor.accept(","));
        }
        cursor.expect("ON");
        Statement.On on = on();
        Set<Privilege> possible = on.connection().isPresent() ? Privilege.ofConnection() : Privilege.ofWorkspace();
        if (!possible.containsAll(named)) {
            throw cursor.refused(
                    first,
                    "CREATE CONNECTION is no privilege on a connection",
                    "say it ON WORKSPACE, apart from privileges on the connection");
        }
        cursor.expect(kind == Statement.Grant.Kind.GRANT ? "TO" : "FROM");
        return new Statement.Grant(kind, verb.position(), isAll ? possible : named, on, grantee());
    }

    /** Behind SHOW GRANTS. */
    Statement.ShowGrants parseShow(Token verb) {
        Optional<Statement.On> on = cursor.accept("ON") ? Optional.of(on()) : Optional.empty();
        Optional<Grantee> grantee = cursor.accept("TO") ? Optional.of(grantee()) : Optional.empty();
        if (!cursor.atEnd()) {
            throw cursor.misspelt("ON, TO or the end of the statement", List.of("ON", "TO"));
        }
        return new Statement.ShowGrants(verb.position(), on, grantee);
    }

    private Privilege privilege() {
        String word = cursor.peek().keyword(WORDS);
        Spelling spelling = PRIVILEGES.get(word);
        if (spelling == null) {
            throw cursor.misspelt(EXPECTED, WORDS);
        }
        cursor.next();
        if (word.equals("READ") && cursor.accept("AUDIT")) {
            return Privilege.READ_AUDIT;
        }
        if (spelling.isNeeded()) {
            cursor.expect(spelling.second());
        } else if (!spelling.second().isEmpty()) {
            cursor.accept(spelling.second());
        }
        return spelling.privilege();
    }

    private Statement.On on() {
        Token first = cursor.peek();
        if (cursor.accept("CONNECTION")) {
            Statement.Name name = NameClause.read(cursor);
            return new Statement.On(Optional.of(name.text()), name.workspace(), first.position());
        }
        if (cursor.accept("WORKSPACE")) {
            String workspace = NameClause.single(cursor, "the name of a workspace");
            return new Statement.On(Optional.empty(), Optional.of(workspace), first.position());
        }
        throw cursor.misspelt("CONNECTION or WORKSPACE", List.of("CONNECTION", "WORKSPACE"));
    }

    private Grantee grantee() {
        if (cursor.accept("USER")) {
            return Grantee.user(NameClause.single(cursor, "the name of a user"));
        }
        if (cursor.accept("ROLE")) {
            return Grantee.role(NameClause.single(cursor, "the name of a role"));
        }
        throw cursor.misspelt("USER or ROLE and a name", List.of("USER", "ROLE"));
    }
}
