package dev.mooring.connection.hms.wire;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.property.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;

/** One authenticated connection to one server. Used by one thread at a time. */
public final class Session implements AutoCloseable {
    private final Socket socket;
    private final Calls calls;

    private final Optional<String> version;
    private final Discretion discretion;

    Session(Socket socket, Calls calls, Optional<String> version, Discretion discretion) {
        this.socket = socket;
        this.calls = calls;
        this.version = version;
        this.discretion = discretion;
    }

    /** The server's version; empty when it does not tell. */
    public Optional<String> version() {
        return version;
    }

    /** The server's calls. */
    public Calls calls() {
        return calls;
    }

    /** What a failure of a call to that server means, without the secret of this session. */
    public ConnectionException failure(Exception failure, HostPort server) {
        return discretion.checked(HmsErrors.of(failure, server));
    }

    /** Sets the longest silence of the server from now on. */
    public Session reading(Duration limit) {
        try {
            socket.setSoTimeout(Math.toIntExact(Math.max(1, limit.toMillis())));
            return this;
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes the connection; a TLS peer that is gone does not matter. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // nothing is left to close
        }
    }
}
