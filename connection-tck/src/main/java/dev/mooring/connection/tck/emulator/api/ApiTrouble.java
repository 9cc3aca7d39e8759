package dev.mooring.connection.tck.emulator.api;

import dev.mooring.connection.tck.emulator.EmulatedResponse;
import java.util.Optional;

/** What goes wrong with an API. */
public enum ApiTrouble {
    NONE,
    /** 403 to everyone. */
    DENYING,
    /** 429 with {@code Retry-After: 7}. */
    THROTTLING,
    /** 500. */
    FAILING;

    /** The answer to whoever is known; empty when nothing is wrong. */
    public Optional<EmulatedResponse> answer() {
        return switch (this) {
            case NONE -> Optional.empty();
            case DENYING -> Optional.of(json(403, "you may not do this"));
            case THROTTLING -> Optional.of(json(429, "slow down").header("Retry-After", "7"));
            case FAILING -> Optional.of(json(500, "it broke"));
        };
    }

    private static EmulatedResponse json(int status, String message) {
        return EmulatedResponse.of(status, "{\"message\":\"" + message + "\"}")
                .header("Content-Type", "application/json");
    }
}
