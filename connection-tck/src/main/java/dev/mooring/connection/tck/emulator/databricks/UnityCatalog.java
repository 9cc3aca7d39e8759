package dev.mooring.connection.tck.emulator.databricks;

import dev.mooring.connection.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What an emulated metastore holds: catalogs, tables and external locations. Made by the emulator; safe for use by threads. */
public final class UnityCatalog {
    /** Whether engines outside of the workspace get credentials of storage. */
    public enum ExternalAccess {
        ENABLED,
        DISABLED,
        /** Disabled, refused in the words of older workspaces: with status 401. */
        DISABLED_OLD_WORDS
    }

    /**
     * A table.
     *
     * @param id its id
     * @param name its full name
     * @param location where its files are
     * @param kind which credential that storage takes
     * @param isManaged whether the catalog itself looks after its files
     */
    record Table(String id, String name, String location, StorageKind kind, boolean isManaged) {
        String schema() {
            return name.substring(0, name.lastIndexOf('.'));
        }
    }

    record Location(String name, String url, StorageKind kind) {
        boolean covers(String other) {
            return Resource.parse(url).covers(Resource.parse(other));
        }
    }

    private final Map<String, Table> tables = new ConcurrentSkipListMap<>();
    private final List<String> catalogs = new CopyOnWriteArrayList<>();
    private final List<Location> locations = new CopyOnWriteArrayList<>();
    private final Grants grants = new Grants();
    private volatile ExternalAccess externalAccess = ExternalAccess.ENABLED;
    private volatile String region = "us-west-2";
    private volatile int emptyPages;

    UnityCatalog() {}

    /** Adds a catalog that everybody sees. */
    public UnityCatalog catalog(String name) {
        catalogs.add(name);
        return this;
    }

    /** Adds an external table. */
    public UnityCatalog table(String fullName, String location, StorageKind kind) {
        return add(fullName, location, kind, false);
    }

    /** Adds a table whose files the catalog looks after: it can not be written from outside. */
    public UnityCatalog managedTable(String fullName, String location, StorageKind kind) {
        return add(fullName, location, kind, true);
    }

    private UnityCatalog add(String fullName, String location, StorageKind kind, boolean isManaged) {
        tables.put(fullName, new Table("id-of-" + fullName, fullName, location, kind, isManaged));
        return this;
    }

    /** Adds an external location. */
    public UnityCatalog location(String name, String url, StorageKind kind) {
        locations.add(new Location(name, url, kind));
        return this;
    }

    /** Grants a privilege on a table, schema or external location, by its full name. */
    public UnityCatalog grant(String principal, Privilege privilege, String securable) {
        grants.grant(principal, privilege, securable);
        return this;
    }

    /** Takes a privilege away. */
    public UnityCatalog revoke(String principal, Privilege privilege, String securable) {
        grants.revoke(principal, privilege, securable);
        return this;
    }

    /** Whether external engines get credentials from now on. */
    public UnityCatalog externalAccess(ExternalAccess access) {
        externalAccess = access;
        return this;
    }

    /** The metastore's region from now on. */
    public UnityCatalog region(String id) {
        region = id;
        return this;
    }

    /** Lets that many empty pages come before the first one with catalogs, as real ones do. */
    public UnityCatalog emptyPages(int count) {
        emptyPages = count;
        return this;
    }

    Grants grants() {
        return grants;
    }

    ExternalAccess externalAccess() {
        return externalAccess;
    }

    String region() {
        return region;
    }

    int emptyPages() {
        return emptyPages;
    }

    List<String> catalogs() {
        return new ArrayList<>(catalogs);
    }

    Optional<Table> named(String fullName) {
        return Optional.ofNullable(tables.get(fullName));
    }

    Optional<Table> identified(String id) {
        return tables.values().stream().filter(table -> table.id().equals(id)).findFirst();
    }

    Optional<Location> over(String url) {
        return locations.stream().filter(location -> location.covers(url)).findFirst();
    }

    /** Whether tables lie below the path, which then is nobody's to hand out. */
    boolean holdsTables(String url) {
        Resource path = Resource.parse(url);
        return tables.values().stream()
                .filter(table -> table.kind() != StorageKind.FILE)
                .map(table -> Resource.parse(table.location()))
                .anyMatch(location -> path.covers(location) && !path.equals(location));
    }
}
