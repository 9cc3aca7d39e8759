package dev.mooring.connection.hms;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.hms.wire.Dial;
import dev.mooring.connection.hms.wire.HmsProperties;
import dev.mooring.connection.hms.wire.Terms.Limits;
import dev.mooring.connection.hms.wire.TrustedCertificates;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.property.PropertyValues.Value;
import dev.mooring.connection.property.Sensitivity;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.kerberos.KerberosLogin;
import dev.mooring.connection.support.kerberos.Keytab;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a connection's properties stand for: opened contents, a Kerberos login, connections to its servers. */
final class HmsContents {
    static final Duration LONGEST_CONNECT = Duration.ofSeconds(3);
    /** For tests and tokens, whose answers are small. */
    static final int LARGEST_MESSAGE = 64 << 20;

    private final ProviderContext context;

    HmsContents(ProviderContext context) {
        this.context = context;
    }

    /** The properties without secrets, certificates as text: what a client needs to know. */
    PropertyValues opened(Connection connection, PropertyValues values) {
        Map<String, Value> opened = new TreeMap<>(values.values());
        values.get(HmsProperties.TRUSTED).ifPresent(named -> {
            String pem = TrustedCertificates.read(context.contents(connection).open(named))
                    .pem();
            opened.put(HmsProperties.TRUSTED.name(), new Value(Sensitivity.SHOWN, List.of(pem)));
        });
        return PropertyValues.of(opened, Map.of());
    }

    /** A login as the connection's principal, which the caller closes; files are read anew. */
    KerberosLogin login(Connection connection, PropertyValues values) {
        String krb5Conf = context.contents(connection)
                .open(values.require(HmsProperties.KRB5_CONFIG))
                .reveal();
        String principal = values.require(HmsProperties.CLIENT_PRINCIPAL);
        Secret keytab = values.get(HmsProperties.KEYTAB_PATH)
                .map(context.contents(connection)::open)
                .orElseGet(() -> context.contents(connection).open(values.require(HmsProperties.KEYTAB)));
        Keytab.read(keytab).requirePrincipal(principal);
        context.kerberos().admit(connection, krb5Conf);
        context.kerberos().requireKnown(principal);
        return KerberosLogin.open(principal, keytab, context.clock());
    }

    /** Connections through the egress guard. */
    Dial dial(Limits limits) {
        return server -> connect(server, limits);
    }

    private Socket connect(HostPort server, Limits limits) {
        IOException last = new IOException("no address");
        for (InetAddress address : context.resolve(server.host())) {
            Socket socket = new Socket();
            try {
                socket.connect(
                        new InetSocketAddress(address, server.port()),
                        Math.toIntExact(limits.connect().toMillis()));
                return new TimedSocket(socket);
            } catch (IOException e) {
                last = e;
                try {
                    socket.close();
                } catch (IOException ignored) {
                    // it never was open
                }
            }
        }
        throw new ConnectionException(
                ConnectionError.ENDPOINT_UNREACHABLE,
                "no connection to " + server + ": " + last.getMessage(),
                "check that a metastore listens on " + server + ", the route to it and the firewall",
                last);
    }
}
