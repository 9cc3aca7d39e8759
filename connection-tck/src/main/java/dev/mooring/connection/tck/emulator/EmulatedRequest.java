package dev.mooring.connection.tck.emulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A request as it came over the wire, nothing decoded. Immutable. */
public final class EmulatedRequest {
    private final String method;
    private final String target;
    private final List<Header> headers;
    private final byte[] body;

    /**
     * A header.
     *
     * @param name its name, lower case
     * @param value its value as sent
     */
    public record Header(String name, String value) {
        /** Folds the name. */
        public Header {
            name = name.toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A parameter of a query or a form.
     *
     * @param name its decoded name
     * @param value its decoded value, empty when it has none
     */
    public record Parameter(String name, String value) {}

    private EmulatedRequest(String method, String target, List<Header> headers, byte[] body) {
        this.method = method;
        this.target = target;
        this.headers = List.copyOf(headers);
        this.body = body.clone();
    }

    /** A request to the given path and query, both still encoded. */
    public static EmulatedRequest of(String method, String target, List<Header> headers, byte[] body) {
        return new EmulatedRequest(method, target, headers, body);
    }

    /** The method, upper case. */
    public String method() {
        return method;
    }

    /** The path, still encoded. */
    public String path() {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    /** The parameters of the query, in order. */
    public List<Parameter> query() {
        int question = target.indexOf('?');
        return question < 0 ? List.of() : parameters(target.substring(question + 1));
    }

    /** The first value of a query's parameter. */
    public Optional<String> query(String name) {
        return query().stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .findFirst();
    }

    /** The body's form fields; of repeated fields the last. */
    public Map<String, String> form() {
        Map<String, String> fields = new LinkedHashMap<>();
        parameters(text()).forEach(parameter -> fields.put(parameter.name(), parameter.value()));
        return fields;
    }

    /** All headers, in order. */
    public List<Header> headers() {
        return headers;
    }

    /** The first value of a header, whatever its letter case. */
    public Optional<String> header(String name) {
        String folded = name.toLowerCase(Locale.ROOT);
        return headers.stream()
                .filter(header -> header.name().equals(folded))
                .map(Header::value)
                .findFirst();
    }

    /** A copy of the body. */
    public byte[] body() {
        return body.clone();
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static List<Parameter> parameters(String encoded) {
        List<Parameter> parameters = new ArrayList<>();
        for (String pair : encoded.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                parameters.add(new Parameter(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1))));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return PercentEncoding.decode(text.replace('+', ' '));
    }

    /** Method and path only: a header or the body may hold a secret. */
    @Override
    public String toString() {
        return method + " " + path();
    }
}
