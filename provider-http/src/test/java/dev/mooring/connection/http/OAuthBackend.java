package dev.mooring.connection.http;

import dev.mooring.connection.tck.emulator.api.ApiEmulator;
import dev.mooring.connection.tck.emulator.oauth.EmulatedClient;
import dev.mooring.connection.tck.emulator.oauth.TokenEmulator;
import dev.mooring.connection.tck.emulator.oauth.TokenEmulator.Trouble;
import java.security.KeyPair;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An authorization server and an API that takes its tokens: what fails is the server. */
final class OAuthBackend extends EmulatedBackend {
    static final String SECRET = "canary-client-secret";
    static final KeyPair KEYS = TestKeys.rsa();

    final TokenEmulator issuer = TokenEmulator.start(Clock.systemUTC())
            .client(EmulatedClient.confidential("lake", SECRET).signsWith(KEYS.getPublic()))
            .keepingRefreshTokens();
    final ApiEmulator api =
            ApiEmulator.start().accepting(request -> issuer.bearer(request).isPresent());
    /** Kept by the issuer, for the suite spends it many times. */
    final String refreshToken = issuer.refreshToken("lake");

    String tokenUrl() {
        return isFailing(Failure.UNREACHABLE)
                ? NOWHERE + "/token"
                : issuer.tokenEndpoint().toString();
    }

    @Override
    public void fail(Failure kind) {
        super.fail(kind);
        issuer.trouble(
                switch (kind) {
                    case DENIED -> Trouble.FORBIDDEN;
                    case THROTTLED -> Trouble.THROTTLED;
                    default -> Trouble.NONE;
                });
    }

    @Override
    public void heal() {
        super.heal();
        issuer.trouble(Trouble.NONE);
    }

    /** As plans say it: a plan names also the endpoint. */
    @Override
    public List<Received> received() {
        return issuer.received().stream()
                .map(received -> {
                    Map<String, String> fields = new TreeMap<>(received.fields());
                    fields.put("tokenEndpoint", tokenUrl());
                    return new Received("oauth2:" + received.operation(), fields);
                })
                .toList();
    }

    @Override
    public long calls() {
        return issuer.calls() + api.calls();
    }

    @Override
    public long writes() {
        return api.writes();
    }

    @Override
    public void close() {
        issuer.close();
        api.close();
    }
}
