package dev.mooring.connection.http;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.tck.emulator.api.ApiTrouble;
import dev.mooring.connection.tck.emulator.salesforce.SalesforceEmulator;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class SalesforceTckTest extends HttpTck {
    private static final String SECRET = "canary-consumer-secret";

    private final Org org;

    SalesforceTckTest() {
        super("SALESFORCE", new Org());
        this.org = (Org) backend();
    }

    @Override
    protected List<RawProperty> validProperties() {
        return EmulatedBackend.properties(
                "HOST", org.address(org.emulator.endpoint()),
                "CLIENT_ID", "consumer-key",
                "CLIENT_SECRET", org.secret(SECRET));
    }

    @Override
    protected boolean callsAnIssuer() {
        return true;
    }

    /** An org with one app. */
    private static final class Org extends EmulatedBackend {
        private final SalesforceEmulator emulator =
                SalesforceEmulator.start(Clock.systemUTC()).app("consumer-key", SECRET);

        @Override
        public void fail(Failure kind) {
            super.fail(kind);
            if (kind == Failure.DENIED) {
                emulator.refusing(SalesforceEmulator.Refusal.NO_APP_ACCESS);
            } else if (kind == Failure.THROTTLED) {
                emulator.throttlingTokens();
            }
        }

        @Override
        public void heal() {
            super.heal();
            emulator.trouble(ApiTrouble.NONE);
        }

        @Override
        public List<Received> received() {
            return emulator.received().stream()
                    .map(received -> {
                        Map<String, String> fields = new TreeMap<>(received.fields());
                        fields.put("tokenEndpoint", emulator.endpoint() + SalesforceEmulator.TOKEN_PATH);
                        return new Received("oauth2:" + received.operation(), fields);
                    })
                    .toList();
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
