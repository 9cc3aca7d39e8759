package dev.mooring.connection.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.kafka.server.EmbeddedKafka;
import dev.mooring.connection.tck.emulator.oauth.TokenEmulator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that run on while what they authenticate with changes, on a broker that makes them do so again and again. */
class RotationTest {
    /** Brokers take a client that authenticates again within a second for a confused one. */
    private static final Duration REAUTHENTICATION = Duration.ofMillis(1500);

    private static final Duration PACE = Duration.ofMillis(10);
    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    private static EmbeddedKafka kafka;
    private static TokenEmulator tokens;

    @BeforeAll
    static void start() throws Exception {
        tokens = TokenEmulator.start(Clock.systemUTC()).client("etl", "client-secret");
        System.setProperty(ALLOWED_URLS, tokens.keySet().toString());
        kafka = EmbeddedKafka.builder()
                .listener("SCRAM", SecurityProtocol.SASL_PLAINTEXT, "SCRAM-SHA-512")
                .scramUser("bob", "first")
                .listener("OAUTH", SecurityProtocol.SASL_PLAINTEXT, "OAUTHBEARER")
                .oauth("OAUTH", tokens.keySet(), tokens.issuer(), "kafka")
                .reauthenticateAfter(REAUTHENTICATION)
                .start();
        kafka.createTopics("rotated", "tokens");
    }

    @AfterAll
    static void stop() throws Exception {
        kafka.close();
        tokens.close();
        System.clearProperty(ALLOWED_URLS);
    }

    @Test
    void aPasswordRotatedWhileAProducerRunsLosesNoRecord() throws Exception {
        LiveSource source = LiveSource.of(
                "BOOTSTRAP_SERVERS",
                kafka.bootstrap("SCRAM"),
                "SECURITY_PROTOCOL",
                "SASL_PLAINTEXT",
                "SASL_MECHANISM",
                "SCRAM-SHA-512",
                "SASL_USERNAME",
                "bob",
                "SASL_PASSWORD",
                "first");
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<String, String> producer = TopicTraffic.producer(source)) {
            send(producer, "rotated", sent, REAUTHENTICATION);
            kafka.setScramPassword("bob", "second");
            // the broker knows the new password first: authentications in between fail and are repeated
            send(producer, "rotated", sent, REAUTHENTICATION.multipliedBy(2));
            source.alter("SASL_PASSWORD", "second");
            send(producer, "rotated", sent, REAUTHENTICATION.multipliedBy(2));
            for (Future<RecordMetadata> each : sent) {
                assertThat(each.get(20, TimeUnit.SECONDS).offset()).isNotNegative();
            }
        }
        String last = String.valueOf(sent.size() - 1);
        assertThat(TopicTraffic.read(source, "rotated", last))
                .containsExactlyElementsOf(IntStream.range(0, sent.size())
                        .mapToObj(String::valueOf)
                        .toList());
    }

    @Test
    void shortTokensAreFollowedByFreshOnes() throws Exception {
        tokens.lifetime(Duration.ofSeconds(4));
        LiveSource source = LiveSource.of(
                "BOOTSTRAP_SERVERS",
                kafka.bootstrap("OAUTH"),
                "SECURITY_PROTOCOL",
                "SASL_PLAINTEXT",
                "SASL_MECHANISM",
                "OAUTHBEARER",
                "SASL_OAUTHBEARER_TOKEN_ENDPOINT",
                tokens.tokenEndpoint().toString(),
                "SASL_OAUTHBEARER_CLIENT_ID",
                "etl",
                "SASL_OAUTHBEARER_CLIENT_SECRET",
                "client-secret",
                "SASL_OAUTHBEARER_SCOPE",
                "kafka");
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<String, String> producer = TopicTraffic.producer(source)) {
            send(producer, "tokens", sent, REAUTHENTICATION.multipliedBy(5));
            for (Future<RecordMetadata> each : sent) {
                assertThat(each.get(20, TimeUnit.SECONDS).offset()).isNotNegative();
            }
        }
        assertThat(source.handedOut.stream().distinct().count()).isGreaterThan(3);
        assertThat(tokens.issued()).hasSizeGreaterThan(3);
    }

    private static void send(
            KafkaProducer<String, String> producer, String topic, List<Future<RecordMetadata>> sent, Duration time) {
        Instant end = Instant.now().plus(time);
        while (Instant.now().isBefore(end)) {
            sent.add(producer.send(new ProducerRecord<>(topic, String.valueOf(sent.size()))));
            LockSupport.parkNanos(PACE.toNanos());
        }
    }
}
