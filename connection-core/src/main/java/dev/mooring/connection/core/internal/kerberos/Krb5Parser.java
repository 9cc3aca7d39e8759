package dev.mooring.connection.core.internal.kerberos;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the grammar of krb5.conf: sections, relations and nested blocks. A text that does not fit it is refused with its
 * line's number, never with the line: what was given by mistake may be a secret.
 */
final class Krb5Parser {
    private static final int DEEPEST = 8;
    private static final Pattern SECTION = Pattern.compile("\\[\\s*([\\w.-]+)\\s*]\\*?");
    private static final Pattern RELATION = Pattern.compile("([^\\s={}\\[\\]\"]+?)\\*?\\s*=\\s*(.*)");
    private static final Pattern DIRECTIVE = Pattern.compile("(include|includedir|module)\\s+[^=\\s].*");

    private final Map<String, List<Krb5Entry>> sections = new LinkedHashMap<>();
    private final Deque<Block> open = new ArrayDeque<>();
    private String pending = "";
    private int line;

    /** A block whose end was not read yet; the outermost one is a section, which has no end of its own. */
    private record Block(String key, List<Krb5Entry> entries) {}

    private Krb5Parser() {}

    /** The relations of each section; a section that stands twice is one. */
    static Map<String, List<Krb5Entry>> parse(String text) {
        Krb5Parser parser = new Krb5Parser();
        text.replaceFirst("^\uFEFF", "").lines().forEach(parser::read);
        parser.finish();
        return parser.sections;
    }

    /** The refusal of a text that no connection may bring. */
    static ConnectionException invalid(String what) {
        return new ConnectionException(
                ConnectionError.INVALID_PROPERTIES,
                "the krb5.conf can not be used: " + what,
                "give a krb5.conf with [realms], each with its kdc, and [domain_realm] where it is needed");
    }

    private void read(String raw) {
        line++;
        String text = raw.strip();
        if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
            return;
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
            throw here("has a control character");
        }
        if (!pending.isEmpty()) {
            begin(text);
        } else if (text.startsWith("[")) {
            section(text);
        } else if (text.equals("}") || text.equals("}*")) {
            end();
        } else {
            relation(text);
        }
    }

    private void section(String text) {
        Matcher matcher = SECTION.matcher(text);
        if (!matcher.matches() || open.size() > 1) {
            throw here("is no [section] where one is expected");
        }
        open.clear();
        open.push(new Block(matcher.group(1), sections.computeIfAbsent(matcher.group(1), name -> new ArrayList<>())));
    }

    private void relation(String text) {
        if (DIRECTIVE.matcher(text).matches()) {
            throw here("includes a file or a module, which a connection may not");
        }
        Matcher matcher = RELATION.matcher(text);
        if (!matcher.matches() || open.isEmpty()) {
            throw here("is no relation of a section");
        }
        String value = matcher.group(2).strip();
        if (value.isEmpty()) {
            pending = matcher.group(1);
        } else if (value.equals("{")) {
            push(matcher.group(1));
        } else {
            open.element().entries().add(new Krb5Entry(matcher.group(1), plain(value), List.of()));
        }
    }

    /** A block may begin on the line after its key. */
    private void begin(String text) {
        if (!text.equals("{")) {
            throw here("follows a key without a value");
        }
        push(pending);
        pending = "";
    }

    private void push(String key) {
        if (open.size() > DEEPEST) {
            throw here("is nested too deep");
        }
        open.push(new Block(key, new ArrayList<>()));
    }

    private void end() {
        if (open.size() < 2) {
            throw here("ends a block that was not begun");
        }
        Block block = open.pop();
        open.element().entries().add(new Krb5Entry(block.key(), "", List.copyOf(block.entries())));
    }

    private void finish() {
        if (open.size() > 1 || !pending.isEmpty()) {
            throw invalid("its last block has no end");
        }
    }

    private String plain(String value) {
        boolean isQuoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        String plain = isQuoted ? value.substring(1, value.length() - 1) : value;
        if (plain.contains("{") || plain.contains("}") || plain.contains("\"")) {
            throw here("has a brace or a quote in a value; a block begins at the end of a line and ends on its own");
        }
        return plain;
    }

    private ConnectionException here(String what) {
        return invalid("line " + line + " " + what);
    }
}
