package dev.mooring.connection.http;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Session;
import dev.mooring.connection.tck.emulator.api.ApiTrouble;
import dev.mooring.connection.tck.emulator.iceberg.IcebergEmulator;
import dev.mooring.connection.tck.emulator.oauth.TokenEmulator.Trouble;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

class IcebergTckTest extends HttpTck {
    private static final String SECRET = "canary+catalog/secret";

    private final Catalog catalog;

    IcebergTckTest() {
        super("ICEBERG_REST", new Catalog());
        this.catalog = (Catalog) backend();
    }

    @Override
    protected List<RawProperty> validProperties() {
        return EmulatedBackend.properties(
                "URI",
                catalog.address(catalog.emulator.endpoint()),
                "OAUTH_CLIENT_ID",
                "d3r+cuh/Itr",
                "OAUTH_CLIENT_SECRET",
                catalog.secret(SECRET),
                "OAUTH_SCOPE",
                "PRINCIPAL_ROLE:ALL",
                "WAREHOUSE",
                catalog.emulator.warehouse(),
                "NAMESPACE",
                "sales.eu");
    }

    @Override
    protected Optional<Resource> grantableResource() {
        return Optional.of(Resource.parse("iceberg://sales.eu/orders"));
    }

    @Override
    protected boolean callsAnIssuer() {
        return true;
    }

    /** A catalog with a table whose credentials may do all that the catalog lets them. */
    private static final class Catalog extends EmulatedBackend {
        private final IcebergEmulator emulator = IcebergEmulator.start(Clock.systemUTC())
                .client("d3r+cuh/Itr", SECRET)
                .table("sales.eu/orders");

        @Override
        public void fail(Failure kind) {
            super.fail(kind);
            if (kind == Failure.DENIED) {
                emulator.trouble(ApiTrouble.DENYING);
            } else if (kind == Failure.THROTTLED) {
                emulator.tokens().trouble(Trouble.THROTTLED);
            }
        }

        @Override
        public void heal() {
            super.heal();
            emulator.trouble(ApiTrouble.NONE).tokens().trouble(Trouble.NONE);
        }

        /** The REST protocol has no word for what a credential shall be able to do. */
        @Override
        public boolean narrowsActions() {
            return false;
        }

        /** As plans say it. */
        @Override
        public List<Received> received() {
            return emulator.storage().received().stream()
                    .map(received -> {
                        Map<String, String> fields = new TreeMap<>(received.fields());
                        fields.put("uri", emulator.endpoint().toString());
                        fields.put("warehouse", emulator.warehouse());
                        return new Received("iceberg:" + received.operation(), fields);
                    })
                    .toList();
        }

        @Override
        public boolean permits(Credential credential, Action action, Resource resource) {
            String table = resource.root() + "/" + resource.path().replaceFirst("/$", "");
            return credential instanceof Session session
                    && emulator.storage().table(session.sessionToken().reveal()).equals(Optional.of(table));
        }

        @Override
        public long calls() {
            return emulator.calls();
        }

        @Override
        public long writes() {
            return emulator.writes();
        }

        @Override
        public void close() {
            emulator.close();
        }
    }
}
