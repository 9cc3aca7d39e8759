package dev.mooring.connection.tck;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.TrustDocuments;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.TrustGuide;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A type whose credentials a token service issues; right in all but its flaws. */
final class TokenType implements ConnectionType {
    static final PropertySpec<String> ROLE =
            PropertySpec.role("ROLE").describe("role to assume").build();
    static final PropertySpec<Secret> PASSPHRASE = PropertySpec.secret("PASSPHRASE")
            .alias("PASS_PHRASE")
            .describe("passphrase of the store")
            .build();

    private static final PropertySchema SCHEMA =
            PropertySchema.builder().required(ROLE, PASSPHRASE).build();
    private static final ScopeSyntax SCOPES =
            ScopeSyntax.narrowed(Set.of("mem"), Set.of(Action.READ, Action.LIST, Action.WRITE));

    private final Set<Flaw> flaws;

    TokenType(Set<Flaw> flaws) {
        this.flaws = Set.copyOf(flaws);
    }

    @Override
    public TypeId id() {
        return TypeId.of(ConnectionCategory.STORAGE, "TOKEN_STORE");
    }

    @Override
    public PropertySchema schema() {
        return SCHEMA;
    }

    @Override
    public ScopeSyntax scopes() {
        return SCOPES;
    }

    @Override
    public ConnectivityProbe probe(ProviderContext context) {
        return new TokenProbe(context, flaws);
    }

    @Override
    public CredentialVendor vendor(ProviderContext context) {
        return new TokenVendor(context, flaws);
    }

    @Override
    public Optional<TrustGuide> trustGuide() {
        return Optional.of(TokenType::trust);
    }

    private static TrustDocuments trust(Connection connection, Deployment deployment) {
        String text = "trust " + deployment.account().orElseThrow() + " with "
                + connection.externalId().orElseThrow();
        return new TrustDocuments(
                List.of(new TrustDocuments.Document("trust", "goes to the role", text)), List.of("Paste it."));
    }
}
