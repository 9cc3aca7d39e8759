package dev.mooring.connection.glue.endpoint;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.glue.catalog.CatalogSettings;
import dev.mooring.connection.glue.catalog.GlueConnections;
import dev.mooring.connection.glue.json.JsonMembers;
import dev.mooring.connection.glue.json.Violations;
import dev.mooring.connection.glue.model.GlueLimits;
import java.util.Optional;

/**
 * One operation that somebody asked for.
 *
 * @param json the members of the request, each to be read once
 * @param violations what is wrong with them
 * @param connections the connections that the asking user sees
 * @param settings how the catalog behaves
 */
record Call(JsonMembers json, Violations violations, GlueConnections connections, CatalogSettings settings) {
    /** Comes when all members were read: fails when one is wrong, or names another catalog. */
    void requireSound() {
        Optional<String> catalog = json.text("CatalogId", GlueLimits.NAME);
        json.finish();
        violations.throwIfAny("request");
        if (catalog.isPresent() && !catalog.equals(settings.account())) {
            throw new ConnectionException(
                    ConnectionError.CONNECTION_NOT_FOUND,
                    "there is no such catalog here",
                    "leave CatalogId out, or give the deployment's account");
        }
    }

    String requiredName(String member) {
        return json.requiredText(member, GlueLimits.NAME, "the connection's name")
                .orElse("");
    }
}
