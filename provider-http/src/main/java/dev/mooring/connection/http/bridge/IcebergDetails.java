package dev.mooring.connection.http.bridge;

import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.property.PropertyValues.Value;
import dev.mooring.connection.property.Sensitivity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a client of a catalog needs beside a credential; part of what is vended with it.
 *
 * @param endpoint the catalog's address
 * @param warehouse which catalog of the service is meant
 * @param settings the client's settings by its own names
 * @param refresh where a table's credentials are asked for again, relative to the address
 */
public record IcebergDetails(
        HttpEndpoint endpoint, Optional<String> warehouse, Map<String, String> settings, Optional<String> refresh) {
    private static final PropertySpec<String> WAREHOUSE =
            PropertySpec.text("WAREHOUSE").describe("which catalog is meant").build();
    private static final PropertySpec<List<String>> SETTINGS = PropertySpec.list("CLIENT_SETTINGS")
            .describe("settings of the client")
            .build();
    private static final PropertySpec<String> REFRESH = PropertySpec.text("REFRESH_ENDPOINT")
            .describe("where credentials are asked for again")
            .build();

    /** Copies the settings. */
    public IcebergDetails {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** What belongs to the catalog as a whole. */
    public static IcebergDetails of(HttpEndpoint endpoint, Optional<String> warehouse, Map<String, String> settings) {
        return new IcebergDetails(endpoint, warehouse, settings, Optional.empty());
    }

    /** These for one table. */
    public IcebergDetails refreshedAt(String path) {
        return new IcebergDetails(endpoint, warehouse, settings, Optional.of(path));
    }

    /** Reads the details of a vended credential; empty when they name no address. */
    public static Optional<IcebergDetails> read(PropertyValues details) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String pair : details.get(SETTINGS).orElse(List.of())) {
            settings.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return HttpEndpoint.of(details)
                .map(endpoint -> new IcebergDetails(endpoint, details.get(WAREHOUSE), settings, details.get(REFRESH)));
    }

    /** The details that {@link #read} reads. */
    public PropertyValues values() {
        Map<String, Value> values = new TreeMap<>(endpoint.details().values());
        warehouse.ifPresent(name -> values.put(WAREHOUSE.name(), shown(List.of(name))));
        refresh.ifPresent(path -> values.put(REFRESH.name(), shown(List.of(path))));
        List<String> pairs = new ArrayList<>();
        settings.forEach((name, value) -> pairs.add(name + "=" + value));
        if (!pairs.isEmpty()) {
            values.put(SETTINGS.name(), shown(pairs));
        }
        return PropertyValues.of(values, Map.of());
    }

    private static Value shown(List<String> texts) {
        return new Value(Sensitivity.SHOWN, texts);
    }
}
