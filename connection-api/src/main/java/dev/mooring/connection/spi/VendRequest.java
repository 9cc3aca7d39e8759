package dev.mooring.connection.spi;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.property.PropertyValues;
import java.time.Duration;

/**
 * What a vendor may use. The properties hold secrets and must not outlive the vend.
 *
 * @param connection the connection
 * @param properties its properties with their secrets
 * @param scope what the credential shall be able to do, already understood by the type
 * @param lifetime how long it shall live
 * @param tools what core lends
 */
public record VendRequest(
        Connection connection, PropertyValues properties, AccessScope scope, Duration lifetime, Tools tools) {
    /**
     * What core lends to a vend or a test.
     *
     * @param sessionName names workspace and user towards the issuer, 2 to 32 of {@code [A-Za-z0-9.@_-]}
     * @param resources what the connection keeps open
     * @param references other connections that it names
     */
    public record Tools(String sessionName, Resources resources, References references) {}

    /** The session name. */
    public String sessionName() {
        return tools.sessionName();
    }
}
