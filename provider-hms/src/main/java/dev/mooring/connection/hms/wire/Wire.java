package dev.mooring.connection.hms.wire;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.support.kerberos.KerberosLogin;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.sasl.RealmCallback;
import javax.security.sasl.Sasl;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.transport.TIOStreamTransport;
import org.apache.thrift.transport.TSaslClientTransport;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.layered.TFramedTransport;
import org.jspecify.annotations.Nullable;

/** Opens sessions: connects, secures, authenticates. Failures say what the server really speaks. Safe for use by threads. */
public final class Wire {
    private static final int DEEPEST = 64;
    /** The strongest that the server offers is taken. */
    private static final Map<String, String> PROTECTION = Map.of(Sasl.QOP, "auth-conf,auth-int,auth");
    /** What Hadoop's servers call themselves in DIGEST-MD5. */
    private static final String DIGEST_SERVER = "default";

    private final Terms terms;
    private final Dial dial;

    /** Sessions on these terms. */
    public Wire(Terms terms, Dial dial) {
        this.terms = terms;
        this.dial = dial;
    }

    /** An authenticated session, which the caller closes; fails with a {@link ConnectionException}. */
    public Session open(HostPort server, Identity identity) {
        Socket socket = null;
        try {
            socket = dialled(server);
            Calls calls = authenticated(socket, server, identity);
            if (identity instanceof Identity.Unproven unproven
                    && unproven.user().isPresent()) {
                calls.set_ugi(unproven.user().get(), List.of());
            }
            return new Session(socket, calls, version(calls), new Discretion(identity));
        } catch (Exception e) {
            close(socket);
            throw new Discretion(identity).checked(new Diagnosis(terms, dial).of(e, server));
        }
    }

    /** Without a negotiation, only the first answer tells that this is a metastore, on these terms. */
    private static Optional<String> version(Calls calls) throws TException {
        try {
            return Optional.of(calls.getVersion());
        } catch (TApplicationException e) {
            return Optional.empty();
        }
    }

    /** Sets up TLS and hangs up; what was agreed on. */
    public String secure(HostPort server) {
        try (Socket socket = dialled(server)) {
            return ((SSLSocket) socket).getSession().getProtocol();
        } catch (Exception e) {
            throw new Diagnosis(terms, dial).of(e, server);
        }
    }

    private Socket dialled(HostPort server) throws IOException {
        Socket socket = dial.connect(server);
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(terms.limits().readMillis());
            return terms.tls() ? Trust.layer(socket, server.host(), terms.trusted()) : socket;
        } catch (IOException | RuntimeException e) {
            close(socket);
            throw e;
        }
    }

    private Calls authenticated(Socket socket, HostPort server, Identity identity) throws Exception {
        int largest = terms.limits().maxMessage();
        TConfiguration configuration = new TConfiguration(largest, largest, DEEPEST);
        TTransport raw = new TIOStreamTransport(
                configuration,
                new BufferedInputStream(socket.getInputStream()),
                new BufferedOutputStream(socket.getOutputStream()));
        TTransport transport = terms.framed() ? new TFramedTransport(raw, largest) : raw;
        return new Calls(new TBinaryProtocol(negotiated(transport, server, identity), largest, largest));
    }

    private static TTransport negotiated(TTransport raw, HostPort server, Identity identity) throws Exception {
        if (identity instanceof Identity.Unproven) {
            return raw;
        } else if (identity instanceof Identity.Password password) {
            CallbackHandler answers =
                    answers(password.user(), password.password().reveal().toCharArray());
            return opened(new TSaslClientTransport("PLAIN", null, null, null, Map.of(), answers, raw));
        } else if (identity instanceof Identity.Token token) {
            CallbackHandler answers =
                    answers(token.token().name(), token.token().proof());
            return opened(new TSaslClientTransport("DIGEST-MD5", null, null, DIGEST_SERVER, PROTECTION, answers, raw));
        } else if (identity instanceof Identity.Ticket ticket) {
            return gss(raw, server, ticket.login(), ticket.service());
        }
        throw new AssertionError(identity);
    }

    /** The subject is needed for the handshake only: what follows uses the context that it made. */
    private static TTransport gss(TTransport raw, HostPort server, KerberosLogin login, String service)
            throws Exception {
        String[] parts = service.split("[/@]", -1);
        String host = parts[1].equals("_HOST") ? server.host() : parts[1];
        return login.call(
                () -> opened(new TSaslClientTransport("GSSAPI", null, parts[0], host, PROTECTION, null, raw)));
    }

    private static TTransport opened(TTransport transport) throws TException {
        transport.open();
        return transport;
    }

    private static CallbackHandler answers(String name, char[] password) {
        return callbacks -> {
            for (Callback callback : callbacks) {
                if (callback instanceof NameCallback asked) {
                    asked.setName(name);
                } else if (callback instanceof PasswordCallback asked) {
                    asked.setPassword(password);
                } else if (callback instanceof RealmCallback asked) {
                    asked.setText(Optional.ofNullable(asked.getDefaultText()).orElse(DIGEST_SERVER));
                }
            }
        };
    }

    private static void close(@Nullable Socket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // the first failure is the one to tell
        }
    }
}
