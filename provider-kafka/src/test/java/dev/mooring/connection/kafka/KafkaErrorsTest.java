package dev.mooring.connection.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.kafka.KafkaErrors.Attempt;
import dev.mooring.connection.support.network.SecretForms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** What a broker of the test can not be brought to answer. */
class KafkaErrorsTest {
    private static final Attempt ATTEMPT = new Attempt("the login", "broker:9092", "user ann", SecretForms::none);

    @Test
    void everyAnswerOfABrokerHasItsCode() {
        Map<Errors, ErrorCode> expected = new LinkedHashMap<>();
        expected.put(Errors.TOPIC_AUTHORIZATION_FAILED, ConnectionError.ACCESS_DENIED);
        expected.put(Errors.GROUP_AUTHORIZATION_FAILED, ConnectionError.ACCESS_DENIED);
        expected.put(Errors.CLUSTER_AUTHORIZATION_FAILED, ConnectionError.ACCESS_DENIED);
        expected.put(Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED, ConnectionError.ACCESS_DENIED);
        expected.put(Errors.UNKNOWN_TOPIC_OR_PARTITION, ConnectionError.RESOURCE_NOT_FOUND);
        expected.put(Errors.INVALID_TOPIC_EXCEPTION, ConnectionError.INVALID_SCOPE);
        expected.put(Errors.UNSUPPORTED_VERSION, KafkaError.KAFKA_VERSION_NOT_SUPPORTED);
        expected.put(Errors.UNSUPPORTED_SASL_MECHANISM, KafkaError.KAFKA_MECHANISM_NOT_ENABLED);
        expected.put(Errors.ILLEGAL_SASL_STATE, KafkaError.KAFKA_SASL_NOT_ENABLED);
        expected.put(Errors.THROTTLING_QUOTA_EXCEEDED, ConnectionError.ISSUER_THROTTLED);
        expected.put(Errors.REQUEST_TIMED_OUT, ConnectionError.TIMED_OUT);
        expected.put(Errors.NOT_CONTROLLER, ConnectionError.ISSUER_FAILED);
        expected.put(Errors.COORDINATOR_NOT_AVAILABLE, ConnectionError.ISSUER_FAILED);
        expected.put(Errors.INCONSISTENT_CLUSTER_ID, ConnectionError.PROTOCOL_MISMATCH);
        expected.forEach((error, code) ->
                assertThat(translate(error.exception()).code()).as("%s", error).isEqualTo(code));
    }

    @Test
    void aLimitOnConnectsIsNoWrongPassword() {
        assertThat(translate(new SaslAuthenticationException("Too many connects"))
                        .code())
                .isEqualTo(ConnectionError.ISSUER_THROTTLED);
    }

    @Test
    void whatIsWrappedIsFoundAndKeptAsCause() {
        SaslAuthenticationException refusal = new SaslAuthenticationException("Authentication failed");
        ExecutionException wrapped = new ExecutionException(new KafkaException(refusal));
        ConnectionException failure = translate(wrapped);
        assertThat(failure.code()).isEqualTo(ConnectionError.CREDENTIAL_REJECTED);
        assertThat(failure.getCause()).isSameAs(refusal);
        assertThat(failure).hasMessageContaining("user ann").hasMessageContaining("broker:9092");
    }

    @Test
    void wordsThatRepeatASecretAreNeitherQuotedNorKeptAsCause() {
        String pair = Base64.getEncoder().encodeToString("\0ann\0canary-pw".getBytes(StandardCharsets.UTF_8));
        Attempt attempt = new Attempt(
                "the login", "broker:9092", "user ann", () -> SecretForms.of("ann", Secret.of("canary-pw")));
        for (String echo : List.of("canary-pw", pair)) {
            ConnectionException failure =
                    KafkaErrors.translate(new SaslAuthenticationException("bad login " + echo), attempt);
            assertThat(failure.code()).isEqualTo(ConnectionError.CREDENTIAL_REJECTED);
            assertThat(failure).hasMessageContaining("broker:9092").hasMessageNotContaining(echo);
            assertThat(failure.getCause()).hasMessageNotContaining(echo).hasNoCause();
        }
        assertThat(KafkaErrors.translate(new SaslAuthenticationException("no such user"), attempt))
                .hasMessageContaining("no such user");
    }

    @Test
    void aFailureOfOursWithinAHandshakeStaysWhatItIs() {
        ConnectionException ours = new ConnectionException(ConnectionError.CONTENT_UNREADABLE, "no such file");
        assertThat(translate(new SslAuthenticationException("SSL handshake failed", ours)))
                .isSameAs(ours);
    }

    @Test
    void aClientThatCannotBeMadeNamesTheReason() {
        ConnectionException failure =
                translate(new KafkaException("Failed to create new client", new ConfigException("no such store")));
        assertThat(failure.code()).isEqualTo(ConnectionError.INVALID_PROPERTIES);
        assertThat(failure).hasMessageContaining("no such store");
    }

    @Test
    void anOldVersionOfTlsIsNamed() {
        ConnectionException failure = translate(new SslAuthenticationException(
                "SSL handshake failed", new SSLHandshakeException("Received fatal alert: protocol_version")));
        assertThat(failure.code()).isEqualTo(ConnectionError.TLS_FAILED);
        assertThat(failure.remedy()).contains("TLS 1.2");
    }

    @Test
    void aConnectionThatEndsWithoutAnAnswerIsAMismatch() {
        assertThat(translate(new IOException("closed")).code()).isEqualTo(ConnectionError.PROTOCOL_MISMATCH);
    }

    @Test
    void everyCodeOfOursIsNamedAfterKafkaAndSaysWhatToDo() {
        assertThat(Arrays.asList(KafkaError.values())).allSatisfy(code -> {
            assertThat(code.name()).startsWith("KAFKA_");
            assertThat(code.remedy()).isNotBlank();
        });
    }

    private static ConnectionException translate(Throwable failure) {
        return KafkaErrors.translate(failure, ATTEMPT);
    }
}
