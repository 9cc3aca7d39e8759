package dev.mooring.connection.tck.emulator.iceberg;

import dev.mooring.connection.tck.FakeBackend.Received;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The storage credentials that a catalog hands out, and what each is for. Safe for use by threads. */
public final class VendedStorage {
    private final Map<String, String> tables = new ConcurrentHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Clock clock;
    private volatile Kind kind = Kind.S3;
    private volatile Duration lifetime = Duration.ofHours(1);
    private volatile String missing = "";

    /** Whose storage the tables are in. */
    public enum Kind {
        S3,
        GCS,
        ADLS,
        /** An answer without any credential. */
        NONE,
        /** A credential for the data and another for the metadata. */
        IN_PARTS
    }

    VendedStorage(Clock clock) {
        this.clock = clock;
    }

    /** Whose storage the tables are in from now on. */
    public VendedStorage kind(Kind what) {
        kind = what;
        return this;
    }

    /** How long credentials live from now on. */
    public VendedStorage lifetime(Duration duration) {
        lifetime = duration;
        return this;
    }

    /** Leaves out that member of credentials from now on. */
    public VendedStorage without(String member) {
        missing = member;
        return this;
    }

    /** The table, as {@code namespace/table}, that a secret of a credential is for. */
    public Optional<String> table(String secret) {
        return Optional.ofNullable(tables.get(secret));
    }

    /** What was handed out, with {@code namespace} and {@code table}. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    Map<String, Object> answer(String table) {
        int slash = table.indexOf('/');
        received.add(new Received(
                "LoadCredentials",
                Map.of("namespace", table.substring(0, slash), "table", table.substring(slash + 1))));
        return Map.of(
                "storage-credentials",
                switch (kind) {
                    case S3 -> List.of(entry("s3://lake/" + table, s3(table)));
                    case GCS -> List.of(entry("gs://lake/" + table, gcs(table)));
                    case ADLS -> List.of(entry("abfss://lake@acme.dfs.core.windows.net/" + table, adls(table)));
                    case NONE -> List.of();
                    case IN_PARTS ->
                        List.of(
                                entry("s3://lake/" + table + "/data", s3(table)),
                                entry("s3://lake/" + table + "/metadata", s3(table)));
                });
    }

    private static Map<String, Object> entry(String prefix, Map<String, String> config) {
        return Map.of("prefix", prefix, "config", config);
    }

    private Map<String, String> s3(String table) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("s3.access-key-id", "ASIA" + UUID.randomUUID().toString().substring(0, 8));
        config.put("s3.secret-access-key", secret(table));
        config.put("s3.session-token", secret(table));
        config.put("s3.session-token-expires-at-ms", end());
        return without(config);
    }

    private Map<String, String> gcs(String table) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("gcs.oauth2.token", secret(table));
        config.put("gcs.oauth2.token-expires-at", end());
        return without(config);
    }

    private Map<String, String> adls(String table) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("adls.sas-token.acme.dfs.core.windows.net", "sv=2025&sig=" + secret(table));
        config.put("adls.sas-token-expires-at-ms.acme", end());
        return without(config);
    }

    private Map<String, String> without(Map<String, String> config) {
        config.remove(missing);
        return config;
    }

    private String end() {
        return String.valueOf(clock.instant().plus(lifetime).toEpochMilli());
    }

    private String secret(String table) {
        String secret = "storage-" + UUID.randomUUID();
        tables.put(secret, table);
        return secret;
    }
}
