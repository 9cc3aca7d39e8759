package dev.mooring.connection.core.internal.sql;

import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.audit.AuditEntry.Issue;
import dev.mooring.connection.core.audit.AuditRecord;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A column of SHOW AUDIT, in the order in which they are shown. */
public enum AuditColumn implements Column<AuditRecord> {
    TIME(Form.TIME, record -> SqlTime.shown(record.entry().at())),
    USER(Form.TEXT, record -> record.entry().user()),
    ACTION(Form.TEXT, record -> record.entry().action().name()),
    OUTCOME(Form.TEXT, record -> record.entry().ending().outcome().name()),
    CONNECTION(Form.TEXT, record -> record.entry().name()),
    VERSION(
            Form.NUMBER,
            record -> record.entry().version() == 0 ? "" : "" + record.entry().version()),
    OPERATION(Form.TEXT, record -> issue(record, Issue::operation)),
    SCOPE(Form.TEXT, record -> issue(record, Issue::scopeDigest)),
    SESSION(Form.TEXT, record -> issue(record, Issue::session)),
    REQUEST_ID(Form.TEXT, record -> issue(record, issue -> issue.requestId().orElse(""))),
    EXPIRES(Form.TIME, record -> expires(record).map(SqlTime::shown).orElse("")),
    REPEATS(Form.NUMBER, record -> "" + record.entry().ending().repeats()),
    DETAIL(Form.TEXT, record -> record.entry().ending().detail()),
    CONNECTION_ID(Form.TEXT, record -> record.entry().connectionId());

    private static final Pattern DIGITS = Pattern.compile("\\d{1,19}");
    private static final int WIDEST = 19;

    private final Form form;
    private final Function<AuditRecord, String> text;

    private enum Form {
        TEXT,
        NUMBER,
        TIME
    }

    AuditColumn(Form form, Function<AuditRecord, String> text) {
        this.form = form;
        this.text = text;
    }

    /** The titles of all columns. */
    public static List<String> titles() {
        return Column.titles(List.of(values()));
    }

    @Override
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String text(AuditRecord row) {
        return text.apply(row);
    }

    @Override
    public String key(AuditRecord row) {
        return switch (form) {
            case TEXT -> Column.folded(text(row));
            case NUMBER -> padded(text(row));
            case TIME ->
                (this == TIME ? Optional.of(row.entry().at()) : expires(row))
                        .map(SqlTime::key)
                        .orElse("");
        };
    }

    @Override
    public Optional<String> key(String written) {
        return switch (form) {
            case TEXT -> Optional.of(Column.folded(written));
            case NUMBER -> DIGITS.matcher(written).matches() ? Optional.of(padded(written)) : Optional.empty();
            case TIME -> SqlTime.key(written);
        };
    }

    @Override
    public boolean isTime() {
        return form == Form.TIME;
    }

    private static String padded(String digits) {
        return "0".repeat(WIDEST - digits.length()) + digits;
    }

    private static String issue(AuditRecord row, Function<Issue, String> part) {
        return row.entry().ending().issue().map(part).orElse("");
    }

    private static Optional<Instant> expires(AuditRecord row) {
        AuditEntry entry = row.entry();
        return entry.ending().issue().flatMap(Issue::expires);
    }
}
