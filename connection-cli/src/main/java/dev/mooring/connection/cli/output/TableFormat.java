package dev.mooring.connection.cli.output;

import java.util.Locale;

/** How a table is printed. */
public enum TableFormat {
    TABLE,
    JSON,
    CSV;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
