package dev.mooring.connection.http;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Resource;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.EmulatorServer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

class AiFunctionTckTest extends HttpTck {
    private static final String KEY = "sk-canary-0123456789";

    private final Service service;

    AiFunctionTckTest() {
        super("AI_FUNCTION", new Service());
        this.service = (Service) backend();
    }

    @Override
    protected List<RawProperty> validProperties() {
        return EmulatedBackend.properties(
                "PROVIDER",
                "bailian",
                "BASE_URL",
                service.address(service.server.endpoint()) + "/compatible-mode/v1",
                "API_KEY",
                service.secret(KEY));
    }

    @Override
    protected Optional<Resource> grantableResource() {
        return Optional.of(Resource.parse("model://qwen-plus"));
    }

    /** An emulated service that lists its one model. */
    private static final class Service extends EmulatedBackend {
        private final AtomicLong calls = new AtomicLong();
        private final EmulatorServer server = EmulatorServer.start(request -> {
            calls.incrementAndGet();
            if (!request.header("Authorization").equals(Optional.of("Bearer " + KEY))) {
                return EmulatedResponse.of(401, "{\"error\":{\"message\":\"Incorrect API key provided\"}}");
            }
            if (isFailing(Failure.DENIED) || isFailing(Failure.THROTTLED)) {
                return EmulatedResponse.of(isFailing(Failure.DENIED) ? 403 : 429, "{}");
            }
            return request.path().equals("/compatible-mode/v1/models")
                    ? EmulatedResponse.of(200, "{\"data\":[{\"id\":\"qwen-plus\"}]}")
                    : EmulatedResponse.of(404, "{}");
        });

        @Override
        public long calls() {
            return calls.get();
        }

        @Override
        public long writes() {
            return 0;
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
