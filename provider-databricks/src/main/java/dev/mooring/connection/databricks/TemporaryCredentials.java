package dev.mooring.connection.databricks;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Anonymous;
import dev.mooring.connection.credential.Credential.Bearer;
import dev.mooring.connection.credential.Credential.Session;
import dev.mooring.connection.credential.Credential.SignedQuery;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.property.PropertyValues.Value;
import dev.mooring.connection.property.Sensitivity;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.support.oauth.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads what Unity Catalog issues for storage: typed as what it is for, and never wider than what was asked. */
final class TemporaryCredentials {
    private static final String LOCATION = "LOCATION";
    private static final String AWS = "aws_temp_credentials";
    private static final Pattern MILLIS = Pattern.compile("[1-9]\\d{0,15}");

    private final StorageScope scope;
    private final String region;

    TemporaryCredentials(StorageScope scope, String region) {
        this.scope = scope;
        this.region = region;
    }

    Issued read(WorkspaceApi.Reply reply) {
        String url = reply.text("url")
                .or(() -> scope.isTable() ? Optional.empty() : Optional.of(scope.name()))
                .orElseThrow(() -> malformed("url is missing"));
        JsonObject body = reply.body();
        Map<String, Value> details = new TreeMap<>();
        details.put(LOCATION, shown(url));
        details.put(UnityCatalogProperties.ACCESS_REGION.name(), shown(region));
        Optional<String> point = body.object(AWS).flatMap(keys -> text(keys, "access_point"));
        point.ifPresent(arn -> details.put("ACCESS_POINT", shown(arn)));
        return new Issued(
                credential(body, url),
                List.of(covered(url)),
                PropertyValues.of(details, Map.of()),
                Map.of(),
                reply.receipt());
    }

    /** The one kind of credential that the answer holds; none at all for files of the server's own machine. */
    private static Credential credential(JsonObject body, String url) {
        return body.object(AWS)
                .or(() -> body.object("r2_temp_credentials"))
                .<Credential>map(keys -> session(keys, expiry(body)))
                .or(() -> body.object("azure_user_delegation_sas")
                        .map(sas -> query(required(sas, "sas_token"), expiry(body))))
                .or(() -> body.object("azure_aad").map(aad -> bearer(required(aad, "aad_token"), expiry(body))))
                .or(() -> body.object("gcp_oauth_token").map(gcp -> bearer(required(gcp, "oauth_token"), expiry(body))))
                .orElseGet(() -> {
                    if (isFile(url)) {
                        return new Anonymous();
                    }
                    throw malformed("it holds no credential of a known kind");
                });
    }

    private static SignedQuery query(String sas, Instant expiry) {
        return new SignedQuery(Secret.of(sas.startsWith("?") ? sas.substring(1) : sas), Optional.of(expiry));
    }

    private static Session session(JsonObject keys, Instant expiry) {
        return new Session(
                required(keys, "access_key_id"),
                Secret.of(required(keys, "secret_access_key")),
                Secret.of(required(keys, "session_token")),
                expiry);
    }

    private static Bearer bearer(String token, Instant expiry) {
        return new Bearer(Secret.of(token), Optional.of(expiry));
    }

    private static Instant expiry(JsonObject body) {
        return body.text("expiration_time")
                .filter(millis -> MILLIS.matcher(millis).matches())
                .map(millis -> Instant.ofEpochMilli(Long.parseLong(millis)))
                .orElseThrow(() -> malformed("expiration_time is missing"));
    }

    /** What the answer says it covers: the path that was asked for, or where the table's files are. */
    private Resource covered(String url) {
        if (isFile(url)) {
            if (!scope.isTable()) {
                throw malformed("url is not what was asked for");
            }
            return scope.resource();
        }
        Resource covered;
        try {
            covered = Resource.parse(url);
        } catch (ConnectionException e) {
            throw malformed("url names no storage");
        }
        if (!scope.isTable() && !covered.equals(scope.resource())) {
            throw covered.covers(scope.resource())
                    ? new ConnectionException(
                            ConnectionError.SCOPE_NOT_ENFORCEABLE,
                            "Unity Catalog answered with a credential for " + covered + ", which is more than "
                                    + scope.resource(),
                            "ask for " + covered + " itself if all of it is needed")
                    : malformed("url is not what was asked for");
        }
        return covered;
    }

    private static boolean isFile(String url) {
        return url.startsWith("file:") || url.startsWith("/");
    }

    private static String required(JsonObject part, String field) {
        return text(part, field).orElseThrow(() -> malformed(field + " is missing"));
    }

    private static Optional<String> text(JsonObject part, String field) {
        return part.text(field).filter(text -> !text.isBlank());
    }

    private static Value shown(String text) {
        return new Value(Sensitivity.SHOWN, List.of(text));
    }

    /** Without any of the answer: it may hold credentials. */
    private static ConnectionException malformed(String why) {
        return new ConnectionException(
                ConnectionError.PROTOCOL_MISMATCH,
                "Unity Catalog's answer is no temporary credential: " + why,
                "check the version of the server, and how the storage of this location is configured in it",
                new IOException(why));
    }
}
