package dev.mooring.connection.databricks;

import dev.mooring.connection.RawProperty;
import dev.mooring.testserver.postgres.TestPostgres;
import java.util.List;

/** An emulated workspace whose passwords a real PostgreSQL enforces. */
public final class LakebaseBackend extends WorkspaceBackend {
    public static final String ENDPOINT = "projects/p1/branches/b1/endpoints/e1";
    static final String INSTANCE = "instance-1";

    private final TestPostgres postgres;

    public LakebaseBackend(TestPostgres postgres) {
        this.postgres = postgres;
        workspace().endpoint(ENDPOINT).instance(INSTANCE).passwords(postgres::password);
    }

    public List<RawProperty> properties() {
        return Rig.properties(
                "HOST",
                host(),
                "CLIENT_ID",
                CLIENT_ID,
                "CLIENT_SECRET",
                SECRET,
                "ENDPOINT",
                ENDPOINT,
                "PGHOST",
                "127.0.0.1",
                "PGPORT",
                String.valueOf(postgres.port()),
                "PGDATABASE",
                "postgres",
                "TRUSTED_CERTIFICATES",
                postgres.certificatePem());
    }
}
