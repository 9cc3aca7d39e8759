package dev.mooring.connection.http;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Resource;
import dev.mooring.connection.tck.emulator.api.ApiEmulator;
import dev.mooring.connection.tck.emulator.api.ApiTrouble;
import java.util.List;
import java.util.Optional;

class StoredTokenTckTest extends HttpTck {
    private static final String TOKEN = "canary-stored-token-1";

    private final Api api;

    StoredTokenTckTest() {
        super("HTTP", new Api());
        this.api = (Api) backend();
    }

    @Override
    protected List<RawProperty> validProperties() {
        return EmulatedBackend.properties(
                "URL",
                api.address(api.emulator.endpoint()),
                "AUTH_TYPE",
                "BEARER",
                "TOKEN",
                api.secret(TOKEN),
                "TEST_PATH",
                "/v1/me");
    }

    @Override
    protected Optional<Resource> grantableResource() {
        return Optional.of(Resource.parse(api.address(api.emulator.endpoint()) + "/v1/items"));
    }

    /** An API that knows one token. */
    private static final class Api extends EmulatedBackend {
        private final ApiEmulator emulator = ApiEmulator.start().bearer(TOKEN);

        @Override
        public void fail(Failure kind) {
            super.fail(kind);
            emulator.trouble(
                    switch (kind) {
                        case DENIED -> ApiTrouble.DENYING;
                        case THROTTLED -> ApiTrouble.THROTTLING;
                        default -> ApiTrouble.NONE;
                    });
        }

        @Override
        public void heal() {
            super.heal();
            emulator.trouble(ApiTrouble.NONE);
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
