package dev.mooring.connection.http;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Bearer;
import dev.mooring.connection.credential.Credential.Session;
import dev.mooring.connection.credential.Credential.SignedQuery;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.support.oauth.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The credential that a catalog hands out for a table's files.
 *
 * @param credential the credential, with its end
 * @param covers the locations that it is for
 */
record StorageCredential(Credential credential, List<Resource> covers) {
    private static final String SAS = "adls.sas-token.";
    private static final String SAS_EXPIRY = "adls.sas-token-expires-at-ms.";

    /**
     * Reads {@code storage-credentials}. Several are taken if they are one credential for several locations; fails when
     * there is none, or when one lacks a part.
     *
     * @param latest until when one is kept at the most, whatever the catalog allows
     */
    static StorageCredential read(JsonObject answer, Instant latest) {
        List<JsonObject> entries = answer.objects("storage-credentials");
        if (entries.isEmpty()) {
            throw unusable("the catalog hands out no credentials for this table");
        }
        Set<Credential> credentials = new LinkedHashSet<>();
        entries.forEach(entry -> credentials.add(
                credential(entry.object("config").map(JsonObject::texts).orElseGet(Map::of))));
        if (credentials.size() > 1) {
            throw new ConnectionException(
                    ConnectionError.SCOPE_NOT_ENFORCEABLE,
                    "the catalog hands out " + credentials.size() + " credentials for parts of this table",
                    "let the catalog hand out one for the whole table");
        }
        return new StorageCredential(
                until(latest, credentials.iterator().next()),
                entries.stream().map(StorageCredential::location).toList());
    }

    private static Credential until(Instant latest, Credential credential) {
        if (credential.expiresAt().filter(end -> end.isAfter(latest)).isEmpty()) {
            return credential;
        }
        if (credential instanceof Session session) {
            return new Session(session.accessKeyId(), session.accessKeySecret(), session.sessionToken(), latest);
        } else if (credential instanceof Bearer bearer) {
            return new Bearer(bearer.token(), Optional.of(latest));
        } else if (credential instanceof SignedQuery query) {
            return new SignedQuery(query.query(), Optional.of(latest));
        }
        throw new AssertionError(credential);
    }

    private static Resource location(JsonObject entry) {
        String prefix = entry.text("prefix").orElse("");
        try {
            return Resource.parse(prefix);
        } catch (ConnectionException e) {
            throw unusable("a credential's prefix is no location");
        }
    }

    private static Credential credential(Map<String, String> config) {
        if (config.containsKey("s3.access-key-id") || config.containsKey("s3.secret-access-key")) {
            return new Session(
                    part(config, "s3.access-key-id"),
                    Secret.of(part(config, "s3.secret-access-key")),
                    Secret.of(part(config, "s3.session-token")),
                    time(config, "s3.session-token-expires-at-ms"));
        }
        if (config.containsKey("gcs.oauth2.token")) {
            return new Bearer(
                    Secret.of(part(config, "gcs.oauth2.token")),
                    Optional.of(time(config, "gcs.oauth2.token-expires-at")));
        }
        List<String> accounts = config.keySet().stream()
                .filter(name -> name.startsWith(SAS))
                .map(name -> name.substring(SAS.length()))
                .collect(Collectors.toList());
        if (accounts.size() == 1) {
            return signature(config, accounts.get(0));
        }
        throw unusable("the catalog's credentials are empty, or of no kind that is known");
    }

    /** The end may be noted by the account's host or by its bare name. */
    private static Credential signature(Map<String, String> config, String account) {
        String byHost = SAS_EXPIRY + account;
        String byName = SAS_EXPIRY + account.split("\\.", 2)[0];
        Instant end = time(config, config.containsKey(byHost) ? byHost : byName);
        String query = part(config, SAS + account).replaceFirst("^\\?", "");
        return new SignedQuery(Secret.of(query), Optional.of(end));
    }

    private static String part(Map<String, String> config, String name) {
        return Optional.ofNullable(config.get(name))
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> unusable(name + " is not set in the catalog's credentials"));
    }

    private static Instant time(Map<String, String> config, String name) {
        String text = part(config, name);
        if (!text.matches("\\d{1,15}")) {
            throw unusable(name + " is no time in the catalog's credentials");
        }
        return Instant.ofEpochMilli(Long.parseLong(text));
    }

    private static ConnectionException unusable(String why) {
        return new ConnectionException(
                ConnectionError.PROTOCOL_MISMATCH,
                why,
                "let the catalog's operator enable vended credentials for its storage",
                new IOException("no usable storage credential"));
    }
}
