package dev.mooring.connection.kafka.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.Time;

/** A Kafka broker and controller in this process, on 127.0.0.1; beside the wanted listeners it has one for the tests. */
public final class EmbeddedKafka implements AutoCloseable {
    private final KafkaRaftServer server;
    private final TemporaryFolder folder;
    private final Map<String, Integer> ports;

    private EmbeddedKafka(KafkaRaftServer server, TemporaryFolder folder, Map<String, Integer> ports) {
        this.server = server;
        this.folder = folder;
        this.ports = Map.copyOf(ports);
    }

    /** Describes a broker. */
    public static EmbeddedKafkaBuilder builder() {
        return new EmbeddedKafkaBuilder();
    }

    static EmbeddedKafka start(Properties settings, TemporaryFolder folder, Map<String, Integer> ports) {
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        server.startup();
        return new EmbeddedKafka(server, folder, ports);
    }

    /** The port of a listener. */
    public int port(String listener) {
        return Optional.ofNullable(ports.get(listener)).orElseThrow();
    }

    /** {@code 127.0.0.1:port} of a listener. */
    public String bootstrap(String listener) {
        return "127.0.0.1:" + port(listener);
    }

    /** {@code localhost:port} of a listener, for Kerberos, whose service names hold host names. */
    public String localhost(String listener) {
        return "localhost:" + port(listener);
    }

    /** An administrator's client, through the listener for tests; the caller closes it. */
    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrap(EmbeddedKafkaBuilder.INTERNAL)));
    }

    /** Makes topics of one partition. */
    public void createTopics(String... names) throws IOException {
        Collection<NewTopic> topics = List.of(names).stream()
                .map(name -> new NewTopic(name, 1, (short) 1))
                .toList();
        try (Admin admin = admin()) {
            await(admin.createTopics(topics).all());
        }
    }

    /** Sets a user's password, of SCRAM-SHA-256 and SCRAM-SHA-512; returns when the broker knows it. */
    public void setScramPassword(String user, String password) throws IOException {
        List<ScramMechanism> mechanisms = List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512);
        try (Admin admin = admin()) {
            for (ScramMechanism mechanism : mechanisms) {
                ScramCredentialInfo iterations = new ScramCredentialInfo(mechanism, 4096);
                await(admin.alterUserScramCredentials(
                                List.of(new UserScramCredentialUpsertion(user, iterations, password)))
                        .all());
            }
            settle(admin);
        }
    }

    /** Lets nobody touch a topic; needs the authorizer. */
    public void reserve(String topic) throws IOException {
        try (Admin admin = admin()) {
            await(admin.createAcls(List.of(reservation(topic))).all());
            settle(admin);
        }
    }

    /** Ends what {@link #reserve} began. */
    public void release(String topic) throws IOException {
        try (Admin admin = admin()) {
            await(admin.deleteAcls(List.of(reservation(topic).toFilter())).all());
            settle(admin);
        }
    }

    /** How many records a topic holds. */
    public long records(String topic) throws IOException {
        TopicPartition only = new TopicPartition(topic, 0);
        try (Admin admin = admin()) {
            return await(admin.listOffsets(Map.of(only, OffsetSpec.latest())).all())
                    .get(only)
                    .offset();
        }
    }

    private static AclBinding reservation(String topic) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry("User:nobody-else", "*", AclOperation.ALL, AclPermissionType.ALLOW));
    }

    /** A file that the broker reads, such as its key store. */
    static Path write(TemporaryFolder folder, String name, byte[] content) throws IOException {
        return Files.write(folder.path().resolve(name), content);
    }

    @Override
    public void close() throws IOException {
        server.shutdown();
        server.awaitShutdown();
        folder.close();
    }

    /** The controller's log is applied in order: once a topic made later is seen, so is all that was said before. */
    private static void settle(Admin admin) throws IOException {
        String marker = "settled-" + System.nanoTime();
        await(admin.createTopics(List.of(new NewTopic(marker, 1, (short) 1))).all());
        await(admin.deleteTopics(List.of(marker)).all());
    }

    private static <T> T await(KafkaFuture<T> answer) throws IOException {
        try {
            return answer.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
