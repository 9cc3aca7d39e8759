package dev.mooring.connection;

import dev.mooring.connection.property.PropertyValues;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A stored connection, free of secrets, so that it can be printed. Immutable.
 *
 * @param identity where it lives and what it is
 * @param properties the properties that are not secret, by canonical name
 * @param secrets canonical names of the secret properties that are set
 * @param status whether and why it can be used
 * @param audit who made it and when
 * @param notes what people said about it
 */
public record Connection(
        Identity identity, PropertyValues properties, List<String> secrets, Status status, Audit audit, Notes notes) {

    /**
     * The fixed part of a connection.
     *
     * @param id unguessable id, never reused, also not by a connection re-created under the same name
     * @param workspace the workspace that owns it
     * @param name its name in that workspace
     * @param type its type
     * @param externalId the external id of a role connection, made by the layer
     */
    public record Identity(String id, String workspace, String name, TypeId type, Optional<String> externalId) {}

    /**
     * Whether a connection can be used.
     *
     * @param enabled false after DISABLE
     * @param state its state
     * @param reason why it is disabled, pending or failed; empty when it is simply ready
     */
    public record Status(boolean enabled, ConnectionState state, Optional<String> reason) {}

    /**
     * Who made a connection and when it changed.
     *
     * @param creator the user that created it
     * @param created when it was created
     * @param modified when it was last changed
     * @param version raised by every change, from 1
     */
    public record Audit(String creator, Instant created, Instant modified, long version) {}

    /**
     * What people said about a connection.
     *
     * @param comment its comment
     * @param tags its labels, sorted by key
     * @param warnings what its author was warned of when it was created or changed
     */
    public record Notes(Optional<String> comment, Map<String, String> tags, List<String> warnings) {
        /** Copies the collections. */
        public Notes {
            tags = Collections.unmodifiableMap(new TreeMap<>(tags));
            warnings = List.copyOf(warnings);
        }
    }

    /** Copies the list of secret names. */
    public Connection {
        secrets = List.copyOf(secrets);
    }

    /** The unguessable id. */
    public String id() {
        return identity.id();
    }

    /** The name within its workspace. */
    public String name() {
        return identity.name();
    }

    /** The owning workspace. */
    public String workspace() {
        return identity.workspace();
    }

    /** The type. */
    public TypeId type() {
        return identity.type();
    }

    /** The external id of a role connection. */
    public Optional<String> externalId() {
        return identity.externalId();
    }

    /** The version, raised by every change. */
    public long version() {
        return audit.version();
    }

    /** Whether the connection is enabled. */
    public boolean enabled() {
        return status.enabled();
    }

    /** Whether the connection is complete, pending or failed. */
    public ConnectionState state() {
        return status.state();
    }

    /** The comment. */
    public Optional<String> comment() {
        return notes.comment();
    }

    /** Which of its secrets end by themselves, as their owner stated; what ends first before the rest. */
    public List<Expiry> expiries() {
        return Expiry.of(this);
    }

    /** The labels, sorted by key. */
    public Map<String, String> tags() {
        return notes.tags();
    }
}
