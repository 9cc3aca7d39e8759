package dev.mooring.connection.imports;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.SourcePosition;
import dev.mooring.connection.Violation.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads connections of Airflow: lines such as {@code AIRFLOW_CONN_ORDERS=postgres://…} or {@code orders=postgres://…}, or
 * one URI alone. Empty lines and those that start with {@code #} are passed over.
 */
public final class AirflowImport implements Importer {
    private static final Pattern LINE = Pattern.compile(
            "(?:export\\s+)?(?:AIRFLOW_CONN_)?([\\w#!()\\-.:/\\\\]{1,250}?)\\s*=\\s*(['\"]?)([A-Za-z].*)\\2");
    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+._-]*://.*");

    private final Optional<String> name;

    private AirflowImport(Optional<String> name) {
        this.name = name;
    }

    /** Reads lines that name their connections. */
    public static AirflowImport ofLines() {
        return new AirflowImport(Optional.empty());
    }

    /** Reads one URI, which gets the name. */
    public static AirflowImport named(String name) {
        return new AirflowImport(Optional.of(name));
    }

    @Override
    public List<ImportItem> read(String text) {
        List<ImportItem> items = new ArrayList<>();
        String[] lines = text.split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                items.add(item(line, new SourcePosition(i + 1, 1)));
            }
        }
        return items;
    }

    private ImportItem item(String line, SourcePosition place) {
        if (URI.matcher(line).matches()) {
            return item(name.orElse(""), line, place);
        }
        Matcher pair = LINE.matcher(line);
        if (pair.matches()) {
            return item(name.orElseGet(() -> pair.group(1).toLowerCase(Locale.ROOT)), pair.group(3), place);
        }
        return new ItemDraft("line " + place.line(), "unreadable", Optional.of(place))
                .refuse("LINE", Reason.MALFORMED, "expected NAME=URI, or a URI alone")
                .build();
    }

    private static ImportItem item(String id, String uri, SourcePosition place) {
        ItemDraft item = new ItemDraft("line " + place.line(), id, Optional.of(place));
        if (id.isEmpty()) {
            return item.refuse("NAME", Reason.MISSING, "a URI alone needs a name; write NAME=URI, or say the name")
                    .build();
        }
        try {
            AirflowTypes.map(AirflowUri.parse(uri), item);
        } catch (ConnectionException e) {
            item.refuse("URI", Reason.MALFORMED, String.valueOf(e.getMessage()));
        }
        return item.build();
    }
}
