package dev.mooring.connection.http.bridge;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.Vended;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Anonymous;
import dev.mooring.connection.credential.Credential.Bearer;
import dev.mooring.connection.credential.Credential.Session;
import dev.mooring.connection.credential.Credential.SignedQuery;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The properties that Iceberg's own clients want, of a catalog or of one table's files. They hold secrets, and are those of
 * the moment: make them anew when {@link #expiresAt} comes near. Printing them shows their names only. Immutable.
 */
public final class IcebergCatalogProperties {
    private static final String TOKEN = "token";

    private final Map<String, String> properties;
    private final Optional<Instant> expiresAt;

    private IcebergCatalogProperties(Map<String, String> properties, Optional<Instant> expiresAt) {
        this.properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        this.expiresAt = expiresAt;
    }

    /**
     * The properties of a source. Of everything: those of a catalog of type {@code rest}, with the bearer token. Of a table:
     * those of a file client, with the storage credential, when it ends and where the catalog renews it; for that the client
     * needs the catalog's token too, as {@link #with} adds it. Blocks for one call to an issuer when nothing is in memory.
     */
    public static IcebergCatalogProperties of(CredentialSource source) {
        Vended vended = source.vended();
        IcebergDetails details = IcebergDetails.read(vended.details())
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.NOT_SUPPORTED,
                        "connection " + source.connection().name() + " is not of type ICEBERG_REST"));
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("uri", details.endpoint().url().toString());
        details.warehouse().ifPresent(name -> properties.put("warehouse", name));
        properties.putAll(details.settings());
        if (details.refresh().isPresent()) {
            addStorage(properties, vended, details.refresh().get());
        } else {
            properties.put("type", "rest");
            addToken(properties, vended.credential());
        }
        return new IcebergCatalogProperties(properties, vended.credential().expiresAt());
    }

    /** These of a table, with the catalog's token, by which the file client asks for the next credential. */
    public IcebergCatalogProperties with(IcebergCatalogProperties catalog) {
        Map<String, String> both = new LinkedHashMap<>(properties);
        Optional.ofNullable(catalog.properties.get(TOKEN)).ifPresent(token -> both.put(TOKEN, token));
        Optional<Instant> first = expiresAt
                .filter(end -> catalog.expiresAt.map(end::isBefore).orElse(true))
                .or(() -> catalog.expiresAt);
        return new IcebergCatalogProperties(both, first);
    }

    /** The client neither asks for tokens nor exchanges this one: that is the connection's. */
    private static void addToken(Map<String, String> properties, Credential credential) {
        if (credential instanceof Bearer bearer) {
            properties.put("rest.auth.type", "oauth2");
            properties.put(TOKEN, bearer.token().reveal());
            properties.put("token-refresh-enabled", "false");
        } else if (!(credential instanceof Anonymous)) {
            throw new AssertionError(credential);
        }
    }

    private static void addStorage(Map<String, String> properties, Vended vended, String refresh) {
        Credential credential = vended.credential();
        String millis = credential
                .expiresAt()
                .map(end -> String.valueOf(end.toEpochMilli()))
                .orElse("");
        if (credential instanceof Session session) {
            properties.put("s3.access-key-id", session.accessKeyId());
            properties.put("s3.secret-access-key", session.accessKeySecret().reveal());
            properties.put("s3.session-token", session.sessionToken().reveal());
            properties.put("s3.session-token-expires-at-ms", millis);
            properties.put("client.refresh-credentials-endpoint", refresh);
        } else if (credential instanceof Bearer bearer) {
            properties.put("gcs.oauth2.token", bearer.token().reveal());
            properties.put("gcs.oauth2.token-expires-at", millis);
            properties.put("gcs.oauth2.refresh-credentials-endpoint", refresh);
        } else if (credential instanceof SignedQuery query) {
            String account = account(vended);
            properties.put("adls.sas-token." + account, query.query().reveal());
            properties.put("adls.sas-token-expires-at-ms." + account, millis);
            properties.put("adls.refresh-credentials-endpoint", refresh);
        } else {
            throw new AssertionError(credential);
        }
    }

    /** The host in {@code abfss://container@account.dfs.core.windows.net/…}. */
    private static String account(Vended vended) {
        String root = vended.covers().get(0).root();
        return root.substring(root.indexOf('@') + 1);
    }

    /** The properties with their secrets. */
    public Map<String, String> reveal() {
        return properties;
    }

    /** When the first of their secrets ends; empty when none does by itself. */
    public Optional<Instant> expiresAt() {
        return expiresAt;
    }

    /** The names only. */
    @Override
    public String toString() {
        return "IcebergCatalogProperties" + new TreeSet<>(properties.keySet());
    }
}
