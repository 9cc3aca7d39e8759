package dev.mooring.connection.core.internal.registry;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.spi.Authorizer;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.ProviderContext;
import java.util.Optional;

/** A type, its provider, and what it makes from the context, each made once and shared by all threads. */
public final class RegisteredType {
    private final ConnectionType type;
    private final InstalledProvider provider;
    private final Supplier<CredentialVendor> vendor;
    private final Supplier<ConnectivityProbe> probe;
    private final Supplier<Optional<Authorizer>> authorizer;

    RegisteredType(ConnectionType type, InstalledProvider provider, ProviderContext context) {
        this.type = type;
        this.provider = provider;
        this.vendor = Suppliers.memoize(() -> type.vendor(context));
        this.probe = Suppliers.memoize(() -> type.probe(context));
        this.authorizer = Suppliers.memoize(() -> type.authorizer(context));
    }

    /** The type's identity. */
    public TypeId id() {
        return type.id();
    }

    /** The type. */
    public ConnectionType type() {
        return type;
    }

    /** Where it comes from. */
    public InstalledProvider provider() {
        return provider;
    }

    /** Its vendor. */
    public CredentialVendor vendor() {
        return requireNonNull(vendor.get());
    }

    /** Its probe. */
    public ConnectivityProbe probe() {
        return requireNonNull(probe.get());
    }

    /** Its authorizer. */
    public Optional<Authorizer> authorizer() {
        return requireNonNull(authorizer.get());
    }
}
