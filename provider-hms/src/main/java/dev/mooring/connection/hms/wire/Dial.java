package dev.mooring.connection.hms.wire;

import dev.mooring.connection.property.HostPort;
import java.io.IOException;
import java.net.Socket;

/** Opens connections. */
@FunctionalInterface
public interface Dial {
    /** A connection to the server, which the caller closes. */
    Socket connect(HostPort server) throws IOException;
}
