package dev.mooring.connection.hms.bridge;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.Vended;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.hms.wire.DelegationToken;
import dev.mooring.connection.hms.wire.HmsProperties;
import dev.mooring.connection.hms.wire.Identity;
import dev.mooring.connection.hms.wire.Terms;
import dev.mooring.connection.hms.wire.Terms.Limits;
import dev.mooring.connection.hms.wire.Wire;
import dev.mooring.connection.property.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Connects to the first server that answers, as whom the source says. Used under its client's lock. */
final class Connector {
    private final CredentialSource source;
    private final Limits limits;
    private Optional<HostPort> avoided = Optional.empty();

    Connector(CredentialSource source, MetastoreOptions options) {
        this.source = source;
        this.limits = new Limits(options.connect(), options.read(), options.largestMessage());
    }

    /** Tries that server last from now on. */
    void avoid(HostPort server) {
        avoided = Optional.of(server);
    }

    /** A session; a rejected credential is renewed once. */
    Opened open() {
        Vended vended = source.vended();
        try {
            return open(vended);
        } catch (ConnectionException e) {
            if (e.code() != ConnectionError.CREDENTIAL_REJECTED) {
                throw e;
            }
            source.rejected(vended.credential());
            Vended renewed = source.vended();
            if (renewed.credential().equals(vended.credential())) {
                // once more would only bring a stored login nearer to being locked
                throw e;
            }
            return open(renewed);
        }
    }

    private Opened open(Vended vended) {
        Identity identity = identity(vended);
        Wire wire = new Wire(Terms.of(vended.details(), limits), this::connect);
        ConnectionException last = null;
        for (HostPort server : ordered(vended.details().require(HmsProperties.URIS))) {
            try {
                return new Opened(server, wire.open(server, identity));
            } catch (ConnectionException e) {
                if (last != null) {
                    e.addSuppressed(last);
                }
                last = e;
            }
        }
        throw Objects.requireNonNull(last);
    }

    private List<HostPort> ordered(List<HostPort> servers) {
        List<HostPort> ordered = new ArrayList<>(servers);
        avoided.filter(ordered::remove).ifPresent(ordered::add);
        return ordered;
    }

    @SuppressWarnings("AddressSelection") // the engine's own network; a multi-homed server is listed by its names
    private Socket connect(HostPort server) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(
                    new InetSocketAddress(server.host(), server.port()),
                    Math.toIntExact(limits.connect().toMillis()));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw new ConnectionException(
                    ConnectionError.ENDPOINT_UNREACHABLE,
                    "no connection to " + server + ": " + e.getClass().getSimpleName(),
                    "check that a metastore listens on " + server + ", the route to it and the firewall",
                    e);
        }
    }

    private static Identity identity(Vended vended) {
        Credential credential = vended.credential();
        if (credential instanceof Credential.Anonymous) {
            return new Identity.Unproven(vended.details().get(HmsProperties.USERNAME));
        } else if (credential instanceof Credential.Login login) {
            return new Identity.Password(login.username(), login.password());
        } else if (credential instanceof Credential.Delegation delegation) {
            return new Identity.Token(DelegationToken.read(delegation.token()));
        }
        throw new ConnectionException(
                ConnectionError.NOT_SUPPORTED,
                "a credential of shape " + credential.getClass().getSimpleName() + " can not be shown to a metastore",
                "use a connection of type HMS");
    }
}
