package dev.mooring.connection.core.internal.store;

import java.sql.SQLException;

/**
 * What a failure of the database means, by the five characters of the standard; SQLite gives none.
 *
 * @param code the characters, empty where there are none
 */
record SqlState(String code) {
    /** The state of the failure, or of the one behind it: a pool hides why it has no connection. */
    static SqlState of(SQLException failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SQLException sql && sql.getSQLState() != null) {
                return new SqlState(sql.getSQLState());
            }
        }
        return new SqlState("");
    }

    /** Whether the connection is gone: the server ended it, or the way to it. */
    boolean isCut() {
        return code.startsWith("08") || code.equals("57P01") || code.equals("57P02") || code.equals("57P03");
    }

    /** Whether two transactions were in each other's way and the database undid this one. */
    private boolean isCollision() {
        return code.equals("40001") || code.equals("40P01");
    }

    /** Whether a transaction that did not commit yet is undone for a reason that may not be there the next time. */
    boolean undidTransaction() {
        return isCollision() || isCut();
    }

    /** Whether something is longer than a row or an index takes. */
    boolean isTooLong() {
        return code.equals("54000") || code.equals("22001");
    }

    /** Whether pages of the database are not what was written, or a table or a column of the store is not there. */
    boolean isDamage() {
        return switch (code) {
            case "XX001", "XX002", "42P01", "42703" -> true;
            default -> false;
        };
    }

    /** What to say of it, without the database's own words. */
    String meaning() {
        if (isCut()) {
            return "the store does not answer";
        }
        if (code.startsWith("53")) {
            return "the store's database has no room, memory or connection left";
        }
        return switch (code) {
            case "40001", "40P01", "55P03", "57014" ->
                "the store is busy: what others change in it took too long to wait for";
            case "42501" -> "the store's role may not do this in the database";
            case "25006" -> "the store's database can only be read";
            case "28P01", "28000" -> "the store's database does not let its role in";
            case "" -> "the store does not answer";
            default -> "the store's database failed with SQLSTATE " + code;
        };
    }
}
