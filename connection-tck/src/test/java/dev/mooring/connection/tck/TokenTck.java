package dev.mooring.connection.tck;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Resource;
import dev.mooring.connection.spi.ConnectionType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The suite for the token type. */
class TokenTck extends ConnectionTypeTck {
    private final TokenBackend backend = new TokenBackend();
    private final ConnectionType type;

    TokenTck(Set<Flaw> flaws) {
        this.type = new TokenType(flaws);
    }

    @Override
    protected ConnectionType type() {
        return type;
    }

    @Override
    protected List<RawProperty> validProperties() {
        return List.of(RawProperty.of("ROLE", "reader"), RawProperty.of("PASS_PHRASE", "canary-passphrase-1"));
    }

    @Override
    protected Optional<List<RawProperty>> roleProperties() {
        return Optional.of(validProperties());
    }

    @Override
    protected Optional<Resource> grantableResource() {
        return Optional.of(Resource.parse("mem://store/2025/"));
    }

    @Override
    protected FakeBackend backend() {
        return backend;
    }
}
