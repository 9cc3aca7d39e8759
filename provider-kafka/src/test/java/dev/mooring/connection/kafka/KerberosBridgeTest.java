package dev.mooring.connection.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.kafka.server.EmbeddedKafka;
import dev.mooring.testserver.kdc.TestKdc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kerberos over the bridge, with a broker and a KDC in this process. */
class KerberosBridgeTest {
    private static final Duration ROTATED = Duration.ofSeconds(3);
    private static final String KRB5_CONF = "java.security.krb5.conf";

    private static TestKdc kdc;
    private static EmbeddedKafka kafka;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        kdc = TestKdc.start("KAFKA.TEST");
        System.setProperty(KRB5_CONF, kdc.krb5Conf().toString());
        kafka = EmbeddedKafka.builder()
                .listener("KERBEROS", SecurityProtocol.SASL_PLAINTEXT, "GSSAPI")
                .kerberos("KERBEROS", kdc)
                .reauthenticateAfter(Duration.ofMillis(1500))
                .start();
        kafka.createTopics("kerberos", "rotated");
    }

    @AfterAll
    static void stop() throws Exception {
        kafka.close();
        kdc.close();
        System.clearProperty(KRB5_CONF);
    }

    @Test
    void worksWithAKeytabAndLeavesNoFile() throws Exception {
        LiveSource source = source("alice", base64(kdc.keytabBytes("alice")));

        assertThat(TopicTraffic.roundTrip(source, "kerberos", "hello")).contains("hello");
        assertThat(source.context.kerberos().admitted()).contains(kdc.krb5ConfText());
        assertThat(keytabsOnDisk()).isEmpty();
    }

    @Test
    void twoPrincipalsLiveBesideEachOther() throws Exception {
        LiveSource one = source("carol", base64(kdc.keytabBytes("carol")));
        LiveSource other = source("dave", base64(kdc.keytabBytes("dave")));
        try (Admin first = Admin.create(TopicTraffic.properties(one));
                Admin second = Admin.create(TopicTraffic.properties(other))) {
            assertThat(first.describeCluster().clusterId().get(15, TimeUnit.SECONDS))
                    .isEqualTo(second.describeCluster().clusterId().get(15, TimeUnit.SECONDS));
        }
    }

    @Test
    void aKeytabReplacedOnDiskIsUsedByARunningProducer() throws Exception {
        Path keytab = Files.write(folder.resolve("bob.keytab"), kdc.keytabBytes("bob"));
        LiveSource source = source("bob", keytab.toString());
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<String, String> producer = TopicTraffic.producer(source)) {
            send(producer, sent, ROTATED);
            kdc.changePassword("bob", "another");
            Path next = Files.write(folder.resolve("next"), kdc.keytabBytes("bob"));
            Files.move(next, keytab, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            send(producer, sent, ROTATED);
            for (Future<RecordMetadata> each : sent) {
                assertThat(each.get(20, TimeUnit.SECONDS).offset()).isNotNegative();
            }
        }
        assertThat(source.handedOut.stream().distinct()).hasSize(2);
        assertThat(keytabsOnDisk()).isEmpty();
    }

    @Test
    void aTicketIsRenewedBeforeItEnds() throws Exception {
        kdc.ticketLifetime(Duration.ofSeconds(5));
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<String, String> producer =
                TopicTraffic.producer(source("erin", base64(kdc.keytabBytes("erin"))))) {
            send(producer, sent, Duration.ofSeconds(9));
            for (Future<RecordMetadata> each : sent) {
                assertThat(each.get(20, TimeUnit.SECONDS).offset()).isNotNegative();
            }
        } finally {
            kdc.ticketLifetime(Duration.ofDays(1));
        }
    }

    @Test
    void aKeytabOfAnotherPrincipalIsRefusedByName() {
        LiveSource source = source("alice", base64(kdc.keytabBytes("mallory")));

        assertThatThrownBy(source::get).isInstanceOfSatisfying(ConnectionException.class, failure -> {
            assertThat(failure.code()).isEqualTo(ConnectionError.INVALID_PROPERTIES);
            assertThat(failure).hasMessageContaining("alice@KAFKA.TEST");
        });
    }

    private static LiveSource source(String user, String keytab) {
        return LiveSource.of(
                "BOOTSTRAP_SERVERS",
                kafka.localhost("KERBEROS"),
                "SECURITY_PROTOCOL",
                "SASL_PLAINTEXT",
                "SASL_MECHANISM",
                "GSSAPI",
                "SASL_KERBEROS_PRINCIPAL",
                user + "@" + kdc.realm(),
                "SASL_KERBEROS_KEYTAB",
                keytab,
                "SASL_KERBEROS_KRB5_CONF",
                kdc.krb5ConfText());
    }

    private static String base64(byte[] bytes) {
        return "base64:" + Base64.getEncoder().encodeToString(bytes);
    }

    /** Where private directories of keytabs are made. */
    private static List<Path> keytabsOnDisk() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("keytab-"))
                    .toList();
        }
    }

    private static void send(KafkaProducer<String, String> producer, List<Future<RecordMetadata>> sent, Duration time) {
        Instant end = Instant.now().plus(time);
        while (Instant.now().isBefore(end)) {
            sent.add(producer.send(new ProducerRecord<>("rotated", "r")));
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
