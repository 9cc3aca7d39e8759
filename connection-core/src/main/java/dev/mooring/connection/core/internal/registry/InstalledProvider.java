package dev.mooring.connection.core.internal.registry;

import dev.mooring.connection.spi.ConnectionProvider;
import java.security.CodeSource;
import java.util.Optional;

/**
 * A provider and the jar it came from.
 *
 * @param provider the provider
 * @param origin its jar or directory, for messages
 */
public record InstalledProvider(ConnectionProvider provider, String origin) {
    /** The provider with the place of its class. */
    public static InstalledProvider of(ConnectionProvider provider) {
        return new InstalledProvider(provider, origin(provider.getClass()));
    }

    static String origin(Class<?> type) {
        return Optional.ofNullable(type.getProtectionDomain().getCodeSource())
                .map(CodeSource::getLocation)
                .map(Object::toString)
                .orElse("the Java runtime");
    }

    @Override
    public String toString() {
        return provider.getClass().getName() + " in " + origin;
    }
}
