package dev.mooring.connection.http;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.tck.emulator.api.ApiTrouble;
import dev.mooring.connection.tck.emulator.lakesail.LakeSailEmulator;
import java.time.Clock;
import java.util.List;

class LakeSailTckTest extends HttpTck {
    private final Platform platform;

    LakeSailTckTest() {
        super("LAKESAIL", new Platform());
        this.platform = (Platform) backend();
    }

    @Override
    protected List<RawProperty> validProperties() {
        return EmulatedBackend.properties(
                "ENDPOINT", platform.address(platform.emulator.endpoint()),
                "KEY", platform.secret(platform.key.key()),
                "KEY_ID", platform.key.id());
    }

    /** A platform with one service account. */
    private static final class Platform extends EmulatedBackend {
        private final LakeSailEmulator emulator = LakeSailEmulator.start(Clock.systemUTC());
        private final LakeSailEmulator.IssuedKey key = emulator.serviceAccount("etl");

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
