package dev.mooring.connection.kafka.bridge;

import dev.mooring.connection.credential.Credential.Bearer;
import dev.mooring.connection.credential.Secret;
import java.util.Set;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;

/** A bearer token as Kafka takes it. Each is an object of its own, equal to no other. */
final class SourceToken implements OAuthBearerToken {
    private final Secret token;
    private final long lifetimeMs;

    SourceToken(Bearer bearer) {
        this.token = bearer.token();
        this.lifetimeMs = bearer.expiresAt().map(end -> end.toEpochMilli()).orElse(Long.MAX_VALUE);
    }

    @Override
    public String value() {
        return token.reveal();
    }

    @Override
    public Set<String> scope() {
        return Set.of();
    }

    @Override
    public long lifetimeMs() {
        return lifetimeMs;
    }

    @Override
    public String principalName() {
        return "";
    }

    @Override
    @SuppressWarnings("NullAway") // Kafka's contract: null when unknown
    public Long startTimeMs() {
        return null;
    }

    @Override
    public String toString() {
        return "SourceToken[****]";
    }
}
