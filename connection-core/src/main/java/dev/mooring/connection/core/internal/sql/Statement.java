package dev.mooring.connection.core.internal.sql;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.SourcePosition;
import dev.mooring.connection.core.ConnectionSql.Verb;
import dev.mooring.connection.core.access.Grantee;
import dev.mooring.connection.core.access.Privilege;
import dev.mooring.connection.core.audit.AuditRecord;
import dev.mooring.connection.spi.ProbeRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** One statement about connections. */
public sealed interface Statement {
    /** What kind of statement it is. */
    Verb verb();

    /** Where to point when the statement as a whole fails: its connection's name, or its start when it has none. */
    SourcePosition position();

    /**
     * A connection's name as written.
     *
     * @param text the name without a workspace
     * @param workspace the workspace written before it
     * @param position where it starts
     */
    record Name(String text, Optional<String> workspace, SourcePosition position) {}

    /** A statement about one connection that is there already or shall be gone. */
    sealed interface Named extends Statement {
        /** The connection. */
        Name name();

        @Override
        default SourcePosition position() {
            return name().position();
        }
    }

    /**
     * {@code CREATE CONNECTION}.
     *
     * @param mode what to do when the name is taken
     * @param name the name
     * @param typePosition where the type stands
     * @param draft what to create
     */
    record Create(Mode mode, Name name, SourcePosition typePosition, ConnectionDraft draft) implements Named {
        /** What to do when the name is taken. */
        public enum Mode {
            CREATE,
            IF_NOT_EXISTS,
            OR_REPLACE
        }

        @Override
        public Verb verb() {
            return Verb.CREATE;
        }
    }

    /**
     * {@code SHOW CONNECTIONS}.
     *
     * @param position where it starts
     * @param category the only category to show
     * @param filter what LIKE or WHERE admits
     * @param limit the number of connections to show at most
     */
    record Show(SourcePosition position, Optional<ConnectionCategory> category, Filter filter, Optional<Long> limit)
            implements Statement {
        /**
         * Which connections to show.
         *
         * @param test whether to show a connection
         * @param prefix how the names of all begin that pass the test
         */
        public record Filter(Predicate<Connection> test, String prefix) {
            /** Lets every connection pass. */
            static final Filter NONE = new Filter(connection -> true, "");
        }

        @Override
        public Verb verb() {
            return Verb.SHOW;
        }
    }

    /**
     * {@code SHOW AUDIT}.
     *
     * @param position where it starts
     * @param connection the only connection to show
     * @param filter what WHERE admits
     * @param limit the number of entries to show at most
     */
    record ShowAudit(
            SourcePosition position, Optional<Name> connection, Predicate<AuditRecord> filter, Optional<Long> limit)
            implements Statement {
        @Override
        public Verb verb() {
            return Verb.SHOW;
        }
    }

    /**
     * What privileges are on.
     *
     * @param connection the connection's name without a workspace; empty when they are on the workspace
     * @param workspace the workspace as written
     * @param position where it stands
     */
    record On(Optional<String> connection, Optional<String> workspace, SourcePosition position) {}

    /**
     * {@code SHOW GRANTS}.
     *
     * @param statement where it starts
     * @param on what the privileges are on
     * @param grantee who has them
     */
    record ShowGrants(SourcePosition statement, Optional<On> on, Optional<Grantee> grantee) implements Statement {
        @Override
        public Verb verb() {
            return Verb.SHOW;
        }

        @Override
        public SourcePosition position() {
            return on.map(On::position).orElse(statement);
        }
    }

    /**
     * {@code GRANT} and {@code REVOKE}.
     *
     * @param kind which of the two
     * @param statement where it starts
     * @param privileges what is given or taken
     * @param on what they are on
     * @param grantee to whom or from whom
     */
    record Grant(Kind kind, SourcePosition statement, Set<Privilege> privileges, On on, Grantee grantee)
            implements Statement {
        /** Which of the two. */
        public enum Kind {
            GRANT,
            REVOKE
        }

        /** Copies the privileges. */
        public Grant {
            privileges = Set.copyOf(privileges);
        }

        @Override
        public Verb verb() {
            return kind == Kind.GRANT ? Verb.GRANT : Verb.REVOKE;
        }

        @Override
        public SourcePosition position() {
            return on.position();
        }
    }

    /**
     * {@code SHOW CONNECTIONS EXPIRING}.
     *
     * @param position where it starts
     * @param category the only category to show
     * @param limit the number of ends to show at most
     */
    record ShowExpiring(SourcePosition position, Optional<ConnectionCategory> category, Optional<Long> limit)
            implements Statement {
        @Override
        public Verb verb() {
            return Verb.SHOW;
        }
    }

    /**
     * {@code DESC CONNECTION}.
     *
     * @param name the connection
     * @param detail how much to tell
     */
    record Describe(Name name, Detail detail) implements Named {
        /** How much to tell. */
        public enum Detail {
            PLAIN,
            EXTENDED
        }

        @Override
        public Verb verb() {
            return Verb.DESC;
        }
    }

    /**
     * {@code DROP CONNECTION}.
     *
     * @param name the connection
     * @param absence what to do when there is none
     * @param users what to do with what uses it
     */
    record Drop(Name name, Absence absence, Users users) implements Named {
        /** What to do when there is none. */
        public enum Absence {
            FAILS,
            TOLERATED
        }

        /** What to do with what uses it. */
        public enum Users {
            RESTRICT,
            CASCADE
        }

        @Override
        public Verb verb() {
            return Verb.DROP;
        }
    }

    /**
     * {@code ALTER CONNECTION}.
     *
     * @param name the connection
     * @param action what to do
     * @param patch the change; empty unless the action is PATCH
     */
    record Alter(Name name, Action action, Alteration patch) implements Named {
        /** What to do. */
        public enum Action {
            PATCH,
            ENABLE,
            DISABLE
        }

        @Override
        public Verb verb() {
            return Verb.ALTER;
        }
    }

    /**
     * {@code TEST CONNECTION}.
     *
     * @param name the connection
     * @param scope what to look at
     * @param mode whether the test may write
     */
    record Test(Name name, Optional<AccessScope> scope, ProbeRequest.Mode mode) implements Named {
        @Override
        public Verb verb() {
            return Verb.TEST;
        }
    }
}
