package dev.mooring.connection.core.audit;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that was done, or refused. Holds no secret.
 *
 * @param at when
 * @param user who
 * @param action what
 * @param workspace where
 * @param connectionId to which connection, by id; empty when it is about the workspace or there was no connection
 * @param name the connection's name, of a denied call as it was spelled; empty when it is about the workspace
 * @param version the connection's version afterwards; 0 when there was none
 * @param ending how it ended, and what there is to say about it
 */
public record AuditEntry(
        Instant at,
        String user,
        Action action,
        String workspace,
        String connectionId,
        String name,
        long version,
        Ending ending) {
    private static final Set<Action> CHANGES = EnumSet.of(
            Action.CREATE,
            Action.REPLACE,
            Action.ALTER,
            Action.ENABLE,
            Action.DISABLE,
            Action.AUTHORIZE,
            Action.ROTATE_EXTERNAL_ID,
            Action.ROTATE_SECRET,
            Action.DROP,
            Action.GRANT,
            Action.REVOKE);

    /** What was done. */
    public enum Action {
        CREATE,
        REPLACE,
        ALTER,
        ENABLE,
        DISABLE,
        AUTHORIZE,
        ROTATE_EXTERNAL_ID,
        /** A secret that its issuer replaced at its use was stored. */
        ROTATE_SECRET,
        DROP,
        GRANT,
        REVOKE,
        TEST,
        /** A credential was issued; one that is kept and handed out again is not issued again. */
        VEND,
        /** Only when it was denied, as the next two: to look is no deed. */
        DESCRIBE,
        DEPEND,
        READ_AUDIT,
        /** A sealing key was added; this and what follows is about the store, of no workspace, and the name is the key's id. */
        ADD_KEY,
        /** A rotation to a key began, or ended, as the detail says. */
        ROTATE_KEY,
        RETIRE_KEY
    }

    /** How it ended. */
    public enum Outcome {
        DONE,
        /** The principal may not. */
        DENIED,
        /** A test in which no stage failed. */
        PASSED,
        /** A test that found something to say. */
        WARNING,
        /** A test in which a stage failed, or that could not be planned. */
        FAILED,
        /** A test that could try nothing. */
        UNVERIFIED
    }

    /**
     * How it ended, and what there is to say about it.
     *
     * @param outcome how it ended
     * @param repeats how often; more than once only for calls that were denied again and again
     * @param issue the credential, when one was issued
     * @param detail free of secrets: what was granted to whom, why a test failed, the roles of who was denied
     */
    public record Ending(Outcome outcome, long repeats, Optional<Issue> issue, String detail) {
        /** Done, with nothing to add. */
        public static final Ending DONE = of(Outcome.DONE, "");

        /** Once. */
        public static Ending of(Outcome outcome, String detail) {
            return new Ending(outcome, 1, Optional.empty(), detail);
        }
    }

    /**
     * A credential that was issued.
     *
     * @param operation what was asked of the issuer, for instance {@code sts:AssumeRole}
     * @param scopeDigest what it reaches: {@code everything}, or the first 16 hexadecimal digits of the SHA-256 of the
     *     scope's text
     * @param session the name of the session at the issuer
     * @param requestId the issuer's id of the request
     * @param expires its end, as the issuer said
     */
    public record Issue(
            String operation,
            String scopeDigest,
            String session,
            Optional<String> requestId,
            Optional<Instant> expires) {}

    /** Something that was simply done. */
    public AuditEntry(
            Instant at, String user, Action action, String workspace, String connectionId, String name, long version) {
        this(at, user, action, workspace, connectionId, name, version, Ending.DONE);
    }

    /** This entry, ended so. */
    public AuditEntry ended(Ending otherwise) {
        return new AuditEntry(at, user, action, workspace, connectionId, name, version, otherwise);
    }

    /** Whether a connection, or who may use it, is not any more what it was: who remembers it has to look again. */
    public boolean isChange() {
        return ending.outcome() == Outcome.DONE && CHANGES.contains(action);
    }
}
