package dev.mooring.connection.glue.type;

import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.Receipt;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendPlan.Reuse;
import dev.mooring.connection.spi.VendRequest;
import java.util.List;
import java.util.Optional;

/** Hands out what a connector enters its data store with: the stored login, the stored key, or nothing. */
final class ConnectorVendor implements CredentialVendor {
    private final ProviderContext context;

    ConnectorVendor(ProviderContext context) {
        this.context = context;
    }

    @Override
    public VendPlan plan(VendRequest request) {
        PropertyValues values = request.properties();
        Optional<Secret> encrypted = values.get(ConnectorProperties.ENCRYPTED_PASSWORD);
        if (encrypted.isPresent()) {
            return new VendPlan(
                    "encrypted login",
                    List.of(),
                    Reuse.NEVER,
                    hops -> Issued.of(login(values, opened(request, encrypted.get())), Receipt.none()));
        }
        return VendPlan.stored(stored(values));
    }

    private static Credential stored(PropertyValues values) {
        if (values.has(ConnectorProperties.PASSWORD)) {
            return login(values, values.require(ConnectorProperties.PASSWORD));
        }
        return values.has(ConnectorProperties.KEY_VALUE)
                ? new Credential.ApiKey(
                        values.require(ConnectorProperties.KEY_NAME),
                        values.require(ConnectorProperties.KEY_VALUE),
                        Optional.empty())
                : new Credential.Anonymous();
    }

    private Secret opened(VendRequest request, Secret encrypted) {
        return context.contents(request.connection()).decrypt(ConnectorProperties.ENCRYPTED_PASSWORD.name(), encrypted);
    }

    private static Credential login(PropertyValues values, Secret password) {
        return new Credential.Login(values.require(ConnectorProperties.USERNAME), password, Optional.empty());
    }
}
