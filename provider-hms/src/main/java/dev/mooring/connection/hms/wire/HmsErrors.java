package dev.mooring.connection.hms.wire;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.support.kerberos.KerberosErrors;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.apache.hadoop.hive.metastore.api.MetaException;
import org.apache.hadoop.hive.metastore.api.NoSuchObjectException;
import org.apache.hadoop.hive.metastore.api.UnknownDBException;
import org.apache.hadoop.hive.metastore.api.UnknownTableException;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/** What failures of Thrift, SASL and metastores mean. */
public final class HmsErrors {
    private static final int LONGEST_QUOTE = 300;
    private static final Set<Integer> OUT_OF_STEP = Set.of(
            TApplicationException.BAD_SEQUENCE_ID,
            TApplicationException.WRONG_METHOD_NAME,
            TApplicationException.INVALID_MESSAGE_TYPE);

    /** What the server says when it ends a negotiation, or in a MetaException, in lower case. */
    private enum Told {
        MECHANISM(HmsError.HMS_OTHER_MECHANISM, HmsError.HMS_OTHER_MECHANISM.remedy(), "unsupported mechanism type"),
        PASSWORD(
                ConnectionError.CREDENTIAL_REJECTED,
                "correct USERNAME and PASSWORD with ALTER CONNECTION",
                "error validating the login"),
        TOKEN(
                ConnectionError.CREDENTIAL_REJECTED,
                "ask the connection for a new delegation token",
                "digest-md5",
                "token expired or does not exist",
                "invalidtoken"),
        TICKET(
                ConnectionError.CREDENTIAL_REJECTED,
                "check KERBEROS_SERVICE_PRINCIPAL against the metastore's hive.metastore.kerberos.principal, its keytab,"
                        + " and the clocks of both machines",
                "gss initiate failed",
                "sasl negotiation failure"),
        IMPERSONATION(
                ConnectionError.ACCESS_DENIED,
                "let hadoop.proxyuser.* of the metastore admit the principal, or use the owner's own",
                "not allowed to impersonate",
                "unauthorized connection for super-user"),
        DENIED(
                ConnectionError.ACCESS_DENIED,
                "let the metastore's authorization admit the user to what is asked",
                "permission denied",
                "accesscontrolexception",
                "no privilege",
                "not authorized",
                "not allowed"),
        TOO_LARGE(
                HmsError.HMS_MESSAGE_TOO_LARGE,
                HmsError.HMS_MESSAGE_TOO_LARGE.remedy(),
                "maxmessagesize reached",
                "larger than max length",
                "exceeds limit");

        private final ErrorCode code;
        private final String remedy;
        private final List<String> texts;

        Told(ErrorCode code, String remedy, String... texts) {
            this.code = code;
            this.remedy = remedy;
            this.texts = List.of(texts);
        }
    }

    private HmsErrors() {}

    /** What a failure at that server means; its cause is the failure. */
    public static ConnectionException of(Exception failure, HostPort server) {
        if (failure instanceof ConnectionException known) {
            return known;
        }
        return KerberosErrors.find(failure)
                .or(() -> told(failure, server))
                .or(() -> answered(failure, server))
                .or(() -> insecure(failure, server))
                .orElseGet(() -> broken(failure, server));
    }

    /** Whether the server's certificate was looked at and not trusted. */
    static boolean isDistrust(Throwable failure) {
        return has(failure, CertificateException.class) || has(failure, CertPathBuilderException.class);
    }

    /** Whether the connection can not be used any more: it broke, or what comes next on it is no answer. */
    public static boolean isBroken(Throwable failure) {
        return failure instanceof TTransportException
                || failure instanceof TProtocolException
                || (failure instanceof TApplicationException e && OUT_OF_STEP.contains(e.getType()));
    }

    private static Optional<ConnectionException> told(Exception failure, HostPort server) {
        if (!isBroken(failure) && !(failure instanceof MetaException)) {
            return Optional.empty();
        }
        String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        for (Told told : Told.values()) {
            if (told.texts.stream().anyMatch(text::contains)) {
                return Optional.of(new ConnectionException(
                        told.code, server + " answered: " + quote(failure.getMessage()), told.remedy, failure));
            }
        }
        return Optional.empty();
    }

    /** A metastore that says no in its own words. */
    private static Optional<ConnectionException> answered(Exception failure, HostPort server) {
        String said = server + " answered: " + quote(failure.getMessage());
        if (failure instanceof NoSuchObjectException
                || failure instanceof UnknownDBException
                || failure instanceof UnknownTableException) {
            return Optional.of(new ConnectionException(
                    ConnectionError.RESOURCE_NOT_FOUND, said, "check the names of database and table", failure));
        }
        if (failure instanceof MetaException) {
            return Optional.of(new ConnectionException(
                    ConnectionError.ISSUER_FAILED,
                    said,
                    "see the metastore's log: its own database or file system failed; try again later",
                    failure));
        }
        if (failure instanceof TApplicationException e && e.getType() == TApplicationException.UNKNOWN_METHOD) {
            return Optional.of(new ConnectionException(
                    HmsError.HMS_METHOD_MISSING, said, HmsError.HMS_METHOD_MISSING.remedy(), failure));
        }
        return Optional.empty();
    }

    private static Optional<ConnectionException> insecure(Exception failure, HostPort server) {
        if (isDistrust(failure)) {
            return Optional.of(new ConnectionException(
                    ConnectionError.TLS_FAILED,
                    "the certificate of " + server + " is not trusted or names another host: "
                            + quote(root(failure).getMessage()),
                    "give the authority that signed it in " + HmsProperties.TRUSTED
                            + ", and name the server as its certificate does",
                    failure));
        }
        if (has(failure, SSLException.class)) {
            return Optional.of(new ConnectionException(
                    ConnectionError.TLS_FAILED,
                    "TLS with " + server + " failed: " + quote(root(failure).getMessage()),
                    "check that the metastore speaks TLS and shares a version and cipher with this JVM",
                    failure));
        }
        return Optional.empty();
    }

    private static ConnectionException broken(Exception failure, HostPort server) {
        if (has(failure, SocketTimeoutException.class)) {
            return new ConnectionException(
                    ConnectionError.TIMED_OUT,
                    server + " did not answer in time",
                    "check the metastore's load and its log, or raise the time limit",
                    failure);
        }
        if (has(failure, ConnectException.class)
                || has(failure, UnknownHostException.class)
                || has(failure, NoRouteToHostException.class)) {
            return new ConnectionException(
                    ConnectionError.ENDPOINT_UNREACHABLE,
                    "no connection to " + server + ": " + quote(root(failure).getMessage()),
                    "check that a metastore listens on " + server + ", the route to it and the firewall",
                    failure);
        }
        boolean hungUp = has(failure, EOFException.class) || has(failure, IOException.class);
        return new ConnectionException(
                ConnectionError.PROTOCOL_MISMATCH,
                server
                        + (hungUp || failure instanceof TException ? " broke off: " : " failed: ")
                        + quote(root(failure).getMessage()),
                "see the metastore's log; check AUTH_TYPE, USE_SSL and FRAMED against its configuration",
                failure);
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (@Nullable Throwable cause = failure.getCause(); cause != null && cause != root; cause = cause.getCause()) {
            root = cause;
        }
        return root;
    }

    private static String quote(@Nullable String text) {
        String line =
                text == null ? "no reason" : text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
    }
}
