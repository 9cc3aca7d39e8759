package dev.mooring.connection.databricks;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.support.network.HttpAnswer;
import dev.mooring.connection.support.network.HttpFailures;
import dev.mooring.connection.support.network.SecretForms;
import dev.mooring.connection.support.oauth.JsonObject;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What refusals and failures of a workspace mean. */
final class DatabricksErrors {
    /** What is longer, or has blanks, is a sentence. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_]{1,80}");

    private static final Pattern QUOTED = Pattern.compile("'([A-Za-z0-9_.]+)'");
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._:-]{1,100}");
    private static final int LONGEST_QUOTE = 300;
    private static final String WORKSPACE = "the Databricks interface";
    private static final String CLIENT = "check that CLIENT_ID is the application id of a service principal and"
            + " CLIENT_SECRET a secret of it that is neither deleted nor older than it was made for, 730 days at most";
    private static final String ADDRESS = "set HOST to the workspace's own address, as its pages show it in a browser;"
            + " behind a private link, to the name that resolves to it";

    private DatabricksErrors() {}

    /**
     * What was asked for.
     *
     * @param what the request, as a phrase
     * @param principal who asked
     * @param invalid the code of a request that the workspace finds invalid
     * @param correction what to do about that
     */
    record Asked(String what, String principal, ErrorCode invalid, String correction) {
        /** A request that takes no value of a property and can not be invalid. */
        static Asked plainly(String what, String principal) {
            return new Asked(
                    what, principal, ConnectionError.PROTOCOL_MISMATCH, ConnectionError.PROTOCOL_MISMATCH.remedy());
        }
    }

    private record Meaning(ErrorCode code, String remedy) {
        static Meaning of(ErrorCode code) {
            return new Meaning(code, code.remedy());
        }
    }

    /** What to do about the refusals of a token endpoint. */
    static Optional<String> tokenRemedy(String code) {
        return code.equals("invalid_client") ? Optional.of(CLIENT) : Optional.empty();
    }

    /** What answers at the address of a token endpoint and is none. */
    static ConnectionException noTokenEndpoint(ConnectionException failure) {
        return new ConnectionException(
                failure.code(), String.valueOf(failure.getMessage()), ADDRESS, failure.getCause());
    }

    /** A refusal that blames the token, when the metastore says that it is closed. */
    static ConnectionException closedMetastore(ConnectionException refusal) {
        return new ConnectionException(
                DatabricksError.DATABRICKS_EXTERNAL_ACCESS_DISABLED,
                refusal.getMessage() + "; the metastore's own description says that external data access is disabled",
                DatabricksError.DATABRICKS_EXTERNAL_ACCESS_DISABLED.remedy(),
                refusal.getCause());
    }

    /** An answer for people: of a login, of a proxy, of another host. */
    static ConnectionException page(URI host, HttpAnswer answer) {
        return new ConnectionException(
                ConnectionError.PROTOCOL_MISMATCH,
                host + " answered with a page (" + answer + ") and not as a workspace's interface does",
                ADDRESS,
                HttpFailures.refusal(answer));
    }

    static ConnectionException of(
            URI host, HttpAnswer answer, Optional<JsonObject> body, Asked asked, SecretForms secrets) {
        if (HttpFailures.isThrottled(answer)) {
            return HttpFailures.throttled(WORKSPACE, host, answer);
        }
        if (answer.status() >= 500) {
            return HttpFailures.failed(WORKSPACE, host, answer);
        }
        String code = body.map(DatabricksErrors::code)
                .filter(text -> !secrets.isIn(text))
                .orElse("");
        String words = body.map(DatabricksErrors::words)
                .filter(text -> !secrets.isIn(text))
                .orElse("");
        String reason = body.map(DatabricksErrors::reason).orElse("");
        Optional<Meaning> meaning = refusal(answer.status(), code, reason, words, asked);
        if (meaning.isEmpty()) {
            return page(host, answer);
        }
        ConnectionException.Builder failure = ConnectionException.builder(
                        meaning.get().code(),
                        asked.what() + " was refused by " + host + " with " + answer
                                + (code.isEmpty() ? "" : " " + code) + (words.isEmpty() ? "" : ": " + words))
                .remedy(meaning.get().remedy())
                .cause(HttpFailures.refusal(answer));
        body.flatMap(DatabricksErrors::requestId)
                .filter(id -> !secrets.isIn(id))
                .or(() -> answer.requestId(secrets))
                .ifPresent(failure::requestId);
        return failure.build();
    }

    private static Optional<Meaning> refusal(int status, String code, String reason, String words, Asked asked) {
        if (isExternalAccess(reason, words)) {
            return Optional.of(Meaning.of(DatabricksError.DATABRICKS_EXTERNAL_ACCESS_DISABLED));
        }
        if (reason.equals("EXTERNAL_WRITE_NOT_ALLOWED_FOR_TABLE")) {
            return Optional.of(
                    new Meaning(
                            ConnectionError.ACCESS_DENIED,
                            "ask for reading only: what lies in managed storage can not be written from outside of Databricks"));
        }
        return switch (status) {
            case 400 -> Optional.of(invalid(code, asked));
            case 401 ->
                Optional.of(new Meaning(
                        ConnectionError.CREDENTIAL_REJECTED,
                        "check that the token is of this workspace and neither deleted nor over"));
            case 403 -> Optional.of(denied(words, asked));
            case 404 -> code.isEmpty() ? Optional.empty() : Optional.of(missing(code, asked));
            default -> other(status, code, asked);
        };
    }

    private static Optional<Meaning> other(int status, String code, Asked asked) {
        if (status == 409) {
            return Optional.of(Meaning.of(ConnectionError.ISSUER_FAILED));
        }
        return code.isEmpty() ? Optional.empty() : Optional.of(invalid(code, asked));
    }

    /** By its reason, under either of the statuses it has had; by its words where a proxy drops the details. */
    private static boolean isExternalAccess(String reason, String words) {
        return reason.equals("EXTERNAL_ACCESS_DISABLED_ON_METASTORE")
                || reason.matches("UNITY_CATALOG_EXTERNAL_GENERATE_\\w+_DENIED")
                || words.contains("External Data Access from non Databricks Compute environment is disabled");
    }

    private static Meaning invalid(String code, Asked asked) {
        return code.equals("FAILED_PRECONDITION")
                ? new Meaning(
                        ConnectionError.RESOURCE_NOT_FOUND,
                        "let the catalog's admin configure storage that covers the path, or ask for a path that is covered")
                : new Meaning(asked.invalid(), asked.correction());
    }

    private static Meaning denied(String words, Asked asked) {
        // an id is quoted as statements want it, words for an unknown one are not
        String principal = asked.principal().contains(" ")
                ? asked.principal()
                : "`" + asked.principal().replace("`", "``") + "`";
        if (words.contains("workspace-access entitlement")) {
            return Meaning.of(DatabricksError.DATABRICKS_NO_WORKSPACE_ACCESS);
        } else if (words.contains("EXTERNAL USE SCHEMA")) {
            return new Meaning(
                    ConnectionError.ACCESS_DENIED,
                    "let the catalog's owner run: GRANT EXTERNAL USE SCHEMA ON SCHEMA " + named(words) + " TO "
                            + principal + "; neither ownership nor ALL PRIVILEGES includes it");
        } else if (words.contains("EXTERNAL USE LOCATION")) {
            return new Meaning(
                    ConnectionError.ACCESS_DENIED,
                    "let the external location's owner run: GRANT EXTERNAL USE LOCATION ON EXTERNAL LOCATION "
                            + named(words) + " TO " + principal);
        } else if (words.contains("IP ACL") || words.contains("IP access list")) {
            return new Meaning(
                    ConnectionError.ACCESS_DENIED,
                    "let the workspace's admin add this machine's address to the IP access list");
        }
        return new Meaning(ConnectionError.ACCESS_DENIED, "grant what the message names to " + principal);
    }

    /** What the words quote, if it can be repeated in a statement as it is. */
    private static String named(String words) {
        Matcher quoted = QUOTED.matcher(words);
        return quoted.find() ? quoted.group(1) : "…";
    }

    private static Meaning missing(String code, Asked asked) {
        return code.equals("ENDPOINT_NOT_FOUND")
                ? new Meaning(
                        ConnectionError.NOT_SUPPORTED,
                        "use a workspace, or a version of the server, that has this interface: it lacks "
                                + asked.what())
                : new Meaning(
                        ConnectionError.RESOURCE_NOT_FOUND,
                        "check its name; what " + asked.principal()
                                + " may not see is answered for as if it did not exist");
    }

    private static String code(JsonObject body) {
        return body.text("error_code")
                .or(() -> body.text("error"))
                .filter(text -> CODE.matcher(text).matches())
                .orElse("");
    }

    private static String words(JsonObject body) {
        String said = body.text("message")
                .or(() -> body.text("detail"))
                .or(() -> body.text("error").filter(text -> !CODE.matcher(text).matches()))
                .orElse("");
        String line = said.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "…" : line;
    }

    private static String reason(JsonObject body) {
        return detail(body, "reason").orElse("");
    }

    private static Optional<String> requestId(JsonObject body) {
        return detail(body, "request_id").filter(id -> REQUEST_ID.matcher(id).matches());
    }

    private static Optional<String> detail(JsonObject body, String field) {
        return body.objects("details").stream()
                .map(detail -> detail.text(field))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
