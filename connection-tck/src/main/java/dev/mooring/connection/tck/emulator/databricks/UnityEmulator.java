package dev.mooring.connection.tck.emulator.databricks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.tck.FakeBackend.Received;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.PercentEncoding;
import dev.mooring.connection.tck.emulator.databricks.StorageCredentials.Reach;
import dev.mooring.connection.tck.emulator.databricks.UnityCatalog.ExternalAccess;
import dev.mooring.connection.tck.emulator.databricks.UnityCatalog.Location;
import dev.mooring.connection.tck.emulator.databricks.UnityCatalog.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The REST interface of Unity Catalog, as workspaces and as the open-source server have it. */
final class UnityEmulator {
    private static final Pattern ROUTE = Pattern.compile("/api/(2\\.\\d)/unity-catalog/([a-z_-]+)(?:/([^/]+))?");

    private final UnityCatalog catalog;
    private final StorageCredentials storage;
    private final Answers answers;
    private final Journal journal;
    private volatile List<String> vendingVersions = List.of("2.0", "2.1");
    private volatile Consumer<ObjectNode> distortion = answer -> {};
    private volatile boolean isOpen;

    UnityEmulator(UnityCatalog catalog, StorageCredentials storage, Answers answers, Journal journal) {
        this.catalog = catalog;
        this.storage = storage;
        this.answers = answers;
        this.journal = journal;
    }

    /** Lets credentials be asked for under that version of the interface only. */
    void vendUnder(String version) {
        vendingVersions = List.of(version);
    }

    /** Asks for no privileges, as the open-source server does without authorization. */
    void openToAll() {
        isOpen = true;
    }

    /** Changes answers with credentials before they are sent. */
    void distort(Consumer<ObjectNode> change) {
        distortion = change;
    }

    EmulatedResponse answer(EmulatedRequest request, String caller) {
        Matcher route = ROUTE.matcher(request.path());
        if (!route.matches()) {
            throw unknown(request);
        }
        String version = route.group(1);
        return switch (request.method() + " " + route.group(2)) {
            case "GET catalogs" -> catalogs(request);
            case "GET metastore_summary" -> summary();
            case "GET tables" ->
                table(
                        caller,
                        PercentEncoding.decode(
                                Optional.ofNullable(route.group(3)).orElse("")));
            case "POST temporary-table-credentials" -> vend(request, version, () -> ofTable(request, caller));
            case "POST temporary-path-credentials" -> vend(request, version, () -> ofPath(request, caller));
            default -> throw unknown(request);
        };
    }

    private interface Vending {
        ObjectNode run();
    }

    private static DatabricksFailure unknown(EmulatedRequest request) {
        return new DatabricksFailure(404, "ENDPOINT_NOT_FOUND", "No API found for '" + request + "'");
    }

    /** A page may be empty although more follow. */
    private EmulatedResponse catalogs(EmulatedRequest request) {
        int page = request.query("page_token").map(Integer::parseInt).orElse(0);
        ObjectNode body = answers.object();
        var names = body.putArray("catalogs");
        if (page < catalog.emptyPages()) {
            body.put("next_page_token", String.valueOf(page + 1));
        } else {
            catalog.catalogs().stream()
                    .limit(1)
                    .forEach(name -> names.addObject().put("name", name));
        }
        return answers.of(200, body);
    }

    private EmulatedResponse summary() {
        ObjectNode body = answers.object().put("metastore_id", "metastore-1");
        if (!isOpen) {
            body.put("name", "emulated")
                    .put("cloud", "aws")
                    .put("region", catalog.region())
                    .put("external_access_enabled", catalog.externalAccess() == ExternalAccess.ENABLED);
        }
        return answers.of(200, body);
    }

    /** What somebody may not see does not exist for them. */
    private EmulatedResponse table(String caller, String name) {
        Table table = catalog.named(name)
                .filter(each -> isOpen || catalog.grants().has(caller, Privilege.SELECT, name))
                .orElseThrow(() ->
                        new DatabricksFailure(404, "TABLE_DOES_NOT_EXIST", "Table '" + name + "' does not exist."));
        return answers.of(
                200,
                answers.object()
                        .put("full_name", name)
                        .put("table_id", table.id())
                        .put("table_type", table.isManaged() ? "MANAGED" : "EXTERNAL")
                        .put("storage_location", table.location()));
    }

    private EmulatedResponse vend(EmulatedRequest request, String version, Vending vending) {
        if (!vendingVersions.contains(version)) {
            throw unknown(request);
        }
        ObjectNode answer = vending.run();
        distortion.accept(answer);
        return answers.of(200, answer);
    }

    private ObjectNode ofTable(EmulatedRequest request, String caller) {
        ObjectNode body = answers.body(request);
        Table table = catalog.identified(body.path("table_id").asText())
                .orElseThrow(() -> DatabricksFailure.notFound("Table"));
        Reach reach = reach(body, Map.of("READ", Reach.READ, "READ_WRITE", Reach.READ_WRITE));
        requireExternalAccess("TABLE");
        if (!isOpen) {
            catalog.grants().require(caller, Privilege.EXTERNAL_USE_SCHEMA, "Schema", table.schema());
            catalog.grants().require(caller, Privilege.SELECT, "Table", table.name());
        }
        if (reach == Reach.READ_WRITE) {
            requireWritable(table, caller);
        }
        journal.granted(new Received(
                "unity-catalog:temporary-table-credentials", Map.of("table", table.name(), "operation", reach.name())));
        return storage.issue(table.kind(), table.location(), reach);
    }

    private void requireWritable(Table table, String caller) {
        if (!isOpen) {
            catalog.grants().require(caller, Privilege.MODIFY, "Table", table.name());
        }
        if (table.isManaged()) {
            throw new DatabricksFailure(
                    400,
                    "INVALID_PARAMETER_VALUE",
                    "Table '" + table.name() + "' can not be written from outside of Databricks.",
                    Optional.of("EXTERNAL_WRITE_NOT_ALLOWED_FOR_TABLE"));
        }
    }

    private ObjectNode ofPath(EmulatedRequest request, String caller) {
        ObjectNode body = answers.body(request);
        String url = body.path("url").asText();
        Reach reach = reach(body, Map.of("PATH_READ", Reach.READ, "PATH_READ_WRITE", Reach.READ_WRITE));
        requireExternalAccess("PATH");
        Location location = catalog.over(url).orElseThrow(() -> uncovered(url));
        if (catalog.holdsTables(url)) {
            throw new DatabricksFailure(
                    403, "PERMISSION_DENIED", "Path '" + url + "' overlaps with managed storage or tables.");
        }
        if (!isOpen) {
            catalog.grants().require(caller, Privilege.EXTERNAL_USE_LOCATION, "External Location", location.name());
            catalog.grants().require(caller, Privilege.READ_FILES, "External Location", location.name());
            if (reach == Reach.READ_WRITE) {
                catalog.grants().require(caller, Privilege.WRITE_FILES, "External Location", location.name());
            }
        }
        journal.granted(new Received(
                "unity-catalog:temporary-path-credentials", Map.of("url", url, "operation", "PATH_" + reach.name())));
        return storage.issue(location.kind(), url, reach);
    }

    private DatabricksFailure uncovered(String url) {
        return isOpen
                ? new DatabricksFailure(400, "FAILED_PRECONDITION", "S3 bucket configuration not found.")
                : new DatabricksFailure(
                        404,
                        "EXTERNAL_LOCATION_DOES_NOT_EXIST",
                        "No parent external location was found for path '" + url + "'.");
    }

    private static Reach reach(ObjectNode body, Map<String, Reach> known) {
        return Optional.ofNullable(known.get(body.path("operation").asText()))
                .orElseThrow(() -> DatabricksFailure.invalid("Field 'operation' is required"));
    }

    private void requireExternalAccess(String kind) {
        switch (catalog.externalAccess()) {
            case ENABLED -> {}
            case DISABLED ->
                throw new DatabricksFailure(
                        403,
                        "PERMISSION_DENIED",
                        "External Data Access from non Databricks Compute environment is disabled for metastore"
                                + " metastore-1",
                        Optional.of("EXTERNAL_ACCESS_DISABLED_ON_METASTORE"));
            case DISABLED_OLD_WORDS ->
                throw new DatabricksFailure(
                        401,
                        "UNAUTHENTICATED",
                        "Request to generate access credential from outside of Databricks Unity Catalog enabled compute"
                                + " environment is denied for security.",
                        Optional.of("UNITY_CATALOG_EXTERNAL_GENERATE_" + kind + "_CREDENTIALS_DENIED"));
        }
    }
}
