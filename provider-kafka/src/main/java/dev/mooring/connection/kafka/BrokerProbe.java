package dev.mooring.connection.kafka;

import dev.mooring.connection.kafka.KafkaErrors.Attempt;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.spi.ProviderContext;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientRequest;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ChannelBuilder;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.requests.SaslHandshakeRequest;
import org.apache.kafka.common.requests.SaslHandshakeResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * One connection to one broker. It is made of the parts of Kafka's own clients and not of the Admin client, which would
 * move on to the advertised addresses before it answers anything, try again until its time is over, and then say only that
 * it timed out. It has no thread; used by the testing thread only.
 */
final class BrokerProbe implements AutoCloseable {
    /** What is not Kafka may seem to announce an answer of gigabytes, for which the client would reserve memory. */
    private static final int LARGEST_ANSWER = 64 << 20;

    private static final Duration POLL = Duration.ofMillis(200);

    private final Attempt attempt;
    private final NetworkClient client;
    private final Metrics metrics;
    private final Node node;
    private final long deadline;

    private BrokerProbe(Attempt attempt, NetworkClient client, Metrics metrics, Node node, Duration limit) {
        this.attempt = attempt;
        this.client = client;
        this.metrics = metrics;
        this.node = node;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    /**
     * Connects and goes as far as the settings say: TLS, authentication, then the exchange of versions.
     *
     * @param settings of a client
     * @param limit for all that is done with the connection
     */
    static BrokerProbe open(
            Map<String, ?> settings, HostPort server, Attempt attempt, Duration limit, ProviderContext context)
            throws InterruptedException {
        Metrics metrics = new Metrics();
        Node node = new Node(-1, server.host(), server.port());
        NetworkClient client;
        try {
            client =
                    client(new AbstractConfig(AdminClientConfig.configDef(), settings, false), metrics, limit, context);
        } catch (RuntimeException e) {
            metrics.close();
            throw KafkaErrors.translate(e, attempt);
        }
        BrokerProbe probe = new BrokerProbe(attempt, client, metrics, node, limit);
        try {
            probe.awaitReady();
            return probe;
        } catch (KafkaException | IOException e) {
            probe.close();
            throw KafkaErrors.translate(e, attempt);
        } catch (InterruptedException | RuntimeException e) {
            probe.close();
            throw e;
        }
    }

    private static NetworkClient client(
            AbstractConfig config, Metrics metrics, Duration limit, ProviderContext context) {
        LogContext log = new LogContext("[test of a connection] ");
        // longer than any wait of this class, which ends it by its own deadline and says so
        int millis = Math.toIntExact(limit.toMillis() * 2);
        ChannelBuilder channels = ClientUtils.createChannelBuilder(config, Time.SYSTEM, log);
        Selector selector =
                new Selector(LARGEST_ANSWER, millis, metrics, Time.SYSTEM, "mooring", Map.of(), false, channels, log);
        return new NetworkClient(
                new ManualMetadataUpdater(),
                null,
                selector,
                "mooring-test",
                1,
                millis,
                millis,
                128 << 10,
                64 << 10,
                millis,
                millis,
                millis,
                Time.SYSTEM,
                true,
                new ApiVersions(),
                null,
                log,
                host -> context.resolve(host).toArray(InetAddress[]::new),
                null,
                Long.MAX_VALUE,
                MetadataRecoveryStrategy.NONE);
    }

    /** What the broker tells of the cluster and of these topics; of none, when the list is empty. */
    MetadataResponse metadata(List<String> topics) throws InterruptedException {
        return ask(new MetadataRequest.Builder(topics, false), MetadataResponse.class);
    }

    /** What the broker tells of all topics that the client may see. */
    MetadataResponse allTopics() throws InterruptedException {
        return ask(MetadataRequest.Builder.allTopics(), MetadataResponse.class);
    }

    /** What the listener says to a mechanism of SASL, on a connection without one. */
    SaslHandshakeResponse handshake(String mechanism) throws InterruptedException {
        return ask(
                new SaslHandshakeRequest.Builder(new SaslHandshakeRequestData().setMechanism(mechanism)),
                SaslHandshakeResponse.class);
    }

    private void awaitReady() throws InterruptedException, IOException {
        while (!client.ready(node, now())) {
            poll();
            AuthenticationException refusal = client.authenticationException(node);
            if (refusal != null) {
                throw refusal;
            }
            if (client.connectionFailed(node)) {
                throw new IOException("the connection was closed");
            }
        }
    }

    private <R extends AbstractResponse> R ask(AbstractRequest.Builder<?> request, Class<R> kind)
            throws InterruptedException {
        try {
            ClientRequest sent = client.newClientRequest(node.idString(), request, now(), true);
            client.send(sent, now());
            while (true) {
                for (ClientResponse answer : poll()) {
                    if (answer.requestHeader().correlationId() == sent.correlationId()) {
                        return read(answer, kind);
                    }
                }
            }
        } catch (KafkaException | IOException e) {
            throw KafkaErrors.translate(e, attempt);
        }
    }

    private static <R extends AbstractResponse> R read(ClientResponse answer, Class<R> kind) throws IOException {
        if (answer.authenticationException() != null) {
            throw answer.authenticationException();
        }
        if (answer.versionMismatch() != null) {
            throw answer.versionMismatch();
        }
        if (!answer.hasResponse()) {
            throw new IOException("the connection was closed");
        }
        return kind.cast(answer.responseBody());
    }

    /** In short turns, since the client does not end a turn when its thread is interrupted. */
    private List<ClientResponse> poll() throws InterruptedException {
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (left.isNegative() || left.isZero()) {
            throw new TimeoutException("no answer within the time limit");
        }
        return client.poll(Math.min(left.toMillis() + 1, POLL.toMillis()), now());
    }

    private static long now() {
        return Time.SYSTEM.milliseconds();
    }

    @Override
    public void close() {
        client.close();
        metrics.close();
    }
}
