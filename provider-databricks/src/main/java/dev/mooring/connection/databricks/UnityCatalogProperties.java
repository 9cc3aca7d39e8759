package dev.mooring.connection.databricks;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySpec;

/** What a connection to Unity Catalog says beside the workspace and the service principal. */
final class UnityCatalogProperties {
    static final PropertySpec<String> ACCESS_REGION = PropertySpec.text("ACCESS_REGION")
            .pattern("[a-z][a-z0-9]*(-[a-z0-9]+)*", "a region such as us-west-2, westeurope or europe-west1")
            .describe("region of the buckets that hold the tables' files, as a rule that of the metastore")
            .build();
    static final PropertySpec<Secret> TOKEN = PropertySpec.secret("TOKEN")
            .alias("DATABRICKS_TOKEN")
            .describe("a bearer token in place of a service principal: of an open-source server, or a personal one")
            .build();
    static final PropertySpec<Authentication> AUTHENTICATION = PropertySpec.oneOf(
                    "AUTHENTICATION", Authentication.class)
            .describe("NONE for an open-source server that asks for no token")
            .build();

    /** How the client proves who it is, where neither a service principal nor a token says so. */
    enum Authentication {
        NONE
    }

    private UnityCatalogProperties() {}
}
