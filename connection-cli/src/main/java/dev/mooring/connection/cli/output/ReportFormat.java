package dev.mooring.connection.cli.output;

import java.util.Locale;

/** How what is no table is printed. */
public enum ReportFormat {
    /** For people. */
    TABLE,
    /** For programs. */
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
