package dev.mooring.connection.kafka;

import static dev.mooring.connection.ConnectionError.ACCESS_DENIED;
import static dev.mooring.connection.ConnectionError.CREDENTIAL_REJECTED;
import static dev.mooring.connection.ConnectionError.INVALID_PROPERTIES;
import static dev.mooring.connection.ConnectionError.INVALID_SCOPE;
import static dev.mooring.connection.ConnectionError.ISSUER_FAILED;
import static dev.mooring.connection.ConnectionError.ISSUER_THROTTLED;
import static dev.mooring.connection.ConnectionError.PROTOCOL_MISMATCH;
import static dev.mooring.connection.ConnectionError.RESOURCE_NOT_FOUND;
import static dev.mooring.connection.ConnectionError.TIMED_OUT;
import static dev.mooring.connection.ConnectionError.TLS_FAILED;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.support.kerberos.KerberosErrors;
import dev.mooring.connection.support.network.SecretForms;
import java.io.IOException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/** Turns failures of Kafka's client into codes and remedies. */
final class KafkaErrors {
    private static final int DEEPEST = 50;
    private static final int LONGEST_QUOTE = 300;
    private static final String TRUST =
            "set SSL_TRUSTSTORE_CERTIFICATES (KAFKA_CUSTOM_CERT) to the certificate of the authority that signed the"
                    + " broker's";

    private KafkaErrors() {}

    /** A failure, looked for in the whole chain of causes; each kind of cause is asked in the order of its weight. */
    static ConnectionException translate(Throwable failure, Attempt attempt) {
        ConnectionException meaning = meaning(failure, attempt);
        SecretForms secrets = attempt.secrets().get();
        return secrets.isIn(meaning) || secrets.isIn(failure) ? unquoted(meaning, failure, attempt) : meaning;
    }

    /** A server may repeat what it was sent: neither its words nor the exception that holds them are passed on then. */
    private static ConnectionException unquoted(ConnectionException meaning, Throwable failure, Attempt attempt) {
        return new ConnectionException(
                meaning.code(),
                attempt + " failed; what was answered repeats a secret and is left out",
                meaning.code().remedy(),
                new IOException(failure.getClass().getName() + ", its message left out"));
    }

    private static ConnectionException meaning(Throwable failure, Attempt attempt) {
        List<Throwable> chain = chain(failure);
        return first(chain, ConnectionException.class)
                .or(() -> KerberosErrors.find(failure).map(found -> named(found, attempt)))
                .or(() -> first(chain, SslAuthenticationException.class).map(e -> tls(e, attempt)))
                .or(() -> first(chain, SaslAuthenticationException.class).map(e -> refused(e, attempt)))
                .or(() -> first(chain, ApiException.class).map(e -> answered(e, attempt)))
                .or(() -> first(chain, ConfigException.class).map(e -> misconfigured(e, attempt)))
                .or(() -> first(chain, IOException.class).map(e -> hungUp(e, attempt)))
                .orElseGet(() -> misconfigured(failure, attempt));
    }

    /** The step, the server and the identity that a failure concerns, and the secrets that have been sent by then. */
    record Attempt(String action, String server, String identity, Supplier<SecretForms> secrets) {
        @Override
        public String toString() {
            return action + " at " + server;
        }
    }

    /** A listener of another kind than the connection says; the cause is what the client made of it. */
    static ConnectionException listener(KafkaError code, String server, String what, Throwable cause) {
        return new ConnectionException(code, server + " " + what, code.remedy(), cause);
    }

    /** A server that answers in no way that a broker would. */
    static ConnectionException noBroker(String server, Throwable cause) {
        return new ConnectionException(
                PROTOCOL_MISMATCH,
                server + " does not answer as a Kafka broker does: " + words(cause),
                "check that BOOTSTRAP_SERVERS holds the host and port of a Kafka listener",
                cause);
    }

    private static ConnectionException named(ConnectionException found, Attempt attempt) {
        return new ConnectionException(
                found.code(), attempt + " failed: " + found.getMessage(), found.remedy(), found.getCause());
    }

    private static ConnectionException tls(SslAuthenticationException failure, Attempt attempt) {
        List<Throwable> chain = chain(failure);
        String text = String.join(" ", chain.stream().map(KafkaErrors::words).toList());
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("received fatal alert") && lower.matches(".*(certificate|unknown_ca|access_denied).*")) {
            return new ConnectionException(
                    KafkaError.KAFKA_CLIENT_CERTIFICATE_REFUSED,
                    attempt + " was refused: the broker does not accept the client's certificate, or there is none ("
                            + rootWords(chain) + ")",
                    KafkaError.KAFKA_CLIENT_CERTIFICATE_REFUSED.remedy(),
                    failure);
        }
        String remedy = TLS_FAILED.remedy();
        if (lower.contains("subject alternative") || lower.contains("no name matching")) {
            remedy = "use a host name that the broker's certificate holds, or let its operator add this one; only as a"
                    + " last resort set SSL_ENDPOINT_IDENTIFICATION to false";
        } else if (first(chain, CertificateExpiredException.class).isPresent()
                || first(chain, CertificateNotYetValidException.class).isPresent()) {
            remedy = "let the broker's operator renew its certificate, and check this machine's clock";
        } else if (lower.contains("pkix") || lower.contains("trustanchors")) {
            remedy = TRUST;
        } else if (lower.contains("protocol_version") || lower.contains("handshake_failure")) {
            remedy = "let the broker offer TLS 1.2 or 1.3 with a cipher of this JVM";
        }
        return new ConnectionException(
                TLS_FAILED, attempt + " failed in the TLS handshake: " + rootWords(chain), remedy, failure);
    }

    private static ConnectionException refused(SaslAuthenticationException failure, Attempt attempt) {
        String said = words(failure);
        if (said.contains("Too many connects")) {
            return new ConnectionException(
                    ISSUER_THROTTLED, attempt + " was refused: " + said, ISSUER_THROTTLED.remedy(), failure);
        }
        return new ConnectionException(
                CREDENTIAL_REJECTED,
                attempt + " was refused for " + attempt.identity() + ": " + said,
                "check " + attempt.identity() + " and what proves it, and that the broker knows it for this mechanism",
                failure);
    }

    private static ConnectionException answered(ApiException failure, Attempt attempt) {
        ErrorCode code = codeOf(failure);
        String remedy = code.remedy();
        if (code == ACCESS_DENIED) {
            remedy = "let the broker's operator allow DESCRIBE on it to " + attempt.identity()
                    + " by an access control list";
        } else if (code == RESOURCE_NOT_FOUND) {
            remedy = "check the topic's name and the cluster that BOOTSTRAP_SERVERS leads to, or create the topic";
        }
        return new ConnectionException(code, attempt + " failed: " + words(failure), remedy, failure);
    }

    private static ErrorCode codeOf(ApiException failure) {
        if (failure instanceof UnsupportedSaslMechanismException) {
            return KafkaError.KAFKA_MECHANISM_NOT_ENABLED;
        } else if (failure instanceof IllegalSaslStateException) {
            return KafkaError.KAFKA_SASL_NOT_ENABLED;
        } else if (failure instanceof AuthorizationException) {
            return ACCESS_DENIED;
        } else if (failure instanceof UnknownTopicOrPartitionException) {
            return RESOURCE_NOT_FOUND;
        } else if (failure instanceof InvalidTopicException) {
            return INVALID_SCOPE;
        } else if (failure instanceof UnsupportedVersionException) {
            return KafkaError.KAFKA_VERSION_NOT_SUPPORTED;
        } else if (failure instanceof ThrottlingQuotaExceededException) {
            return ISSUER_THROTTLED;
        } else if (failure instanceof TimeoutException) {
            return TIMED_OUT;
        }
        return failure instanceof RetriableException ? ISSUER_FAILED : PROTOCOL_MISMATCH;
    }

    /** The client could not even be made of what the connection says. */
    private static ConnectionException misconfigured(Throwable failure, Attempt attempt) {
        return new ConnectionException(
                INVALID_PROPERTIES,
                attempt + " could not start: " + rootWords(chain(failure)),
                "correct the property that Kafka's client names; certificates and keys must be PEM or a store that its"
                        + " password opens",
                failure);
    }

    private static ConnectionException hungUp(IOException failure, Attempt attempt) {
        return new ConnectionException(
                PROTOCOL_MISMATCH,
                attempt + " ended without an answer: " + words(failure),
                "see the broker's log, which says why it closed the connection; check SECURITY_PROTOCOL and the port",
                failure);
    }

    private static String rootWords(List<Throwable> chain) {
        return words(chain.get(chain.size() - 1));
    }

    private static String words(Throwable failure) {
        String said = Optional.ofNullable(failure.getMessage())
                .orElse(failure.getClass().getSimpleName());
        String line = said.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
    }

    private static <T extends Throwable> Optional<T> first(List<Throwable> chain, Class<T> kind) {
        return chain.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (@Nullable Throwable each = failure; each != null && chain.size() < DEEPEST; each = each.getCause()) {
            chain.add(each);
        }
        return chain;
    }
}
