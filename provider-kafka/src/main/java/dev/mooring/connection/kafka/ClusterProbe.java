package dev.mooring.connection.kafka;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Resource;
import dev.mooring.connection.kafka.KafkaErrors.Attempt;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.network.Dialer;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.requests.MetadataResponse.TopicMetadata;

/** The steps after the login: the cluster, the addresses that it tells its clients, and topics. For one test only. */
final class ClusterProbe {
    private static final Duration RESERVE = Duration.ofSeconds(2);

    private final ProbeRequest request;
    private final LoginProbe logins;
    private final Dialer dialer;
    private List<Node> brokers = List.of();

    ClusterProbe(ProviderContext context, ProbeRequest request, LoginProbe logins) {
        this.request = request;
        this.logins = logins;
        this.dialer = new Dialer(context);
    }

    /** The steps of stages AUTHORIZE and OPERATE. */
    List<ProbeStep> steps() {
        List<ProbeStep> steps = new ArrayList<>();
        steps.add(new ProbeStep(Stage.AUTHORIZE, "cluster", run -> cluster()));
        steps.add(new ProbeStep(Stage.OPERATE, "advertised addresses", this::advertised));
        AccessScope scope = request.scope().orElse(AccessScope.everything());
        if (scope.isEverything()) {
            steps.add(new ProbeStep(Stage.OPERATE, "topics", run -> topics("")));
        }
        scope.grants().stream()
                .map(AccessScope.Grant::resource)
                .map(Resource::root)
                .distinct()
                .forEach(name -> steps.add(new ProbeStep(
                        Stage.OPERATE,
                        "topic " + name,
                        run -> name.endsWith("*") ? topics(name.substring(0, name.length() - 1)) : topic(name))));
        return steps;
    }

    private Finding cluster() throws InterruptedException {
        MetadataResponse answer = logins.session().metadata(List.of());
        brokers = List.copyOf(answer.brokers());
        return Finding.passed("cluster " + answer.clusterId() + " has " + counted(brokers.size(), "broker"));
    }

    /** Clients use a bootstrap server only to learn these addresses, and then nothing else. */
    private Finding advertised(ProbeRun run) {
        List<String> reached = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        Optional<Exception> last = Optional.empty();
        for (Node broker : brokers) {
            if (run.remaining().compareTo(RESERVE) < 0 && !lost.isEmpty()) {
                break;
            }
            String address = broker.host() + ":" + broker.port();
            try (Socket socket = dialer.connect(new HostPort(broker.host(), broker.port()), run)) {
                reached.add(address);
            } catch (ConnectionException | IllegalArgumentException | IOException e) {
                lost.add(address + " (broker " + broker.idString() + ")");
                last = Optional.of(e);
            }
        }
        if (last.isEmpty()) {
            return Finding.passed("the addresses that brokers advertise are reached: " + String.join(", ", reached));
        }
        String message = "the cluster tells its clients to use " + String.join(", ", lost)
                + ", which can not be reached from here" + (reached.isEmpty() ? ", though a bootstrap server can" : "");
        KafkaError code = KafkaError.KAFKA_ADVERTISED_UNREACHABLE;
        if (reached.isEmpty()) {
            throw new ConnectionException(code, message, code.remedy(), last.get());
        }
        return Finding.warning(message, code.name() + ": " + code.remedy());
    }

    private Finding topics(String prefix) throws InterruptedException {
        long seen = logins.session().allTopics().topicMetadata().stream()
                .filter(topic -> !topic.isInternal() && topic.topic().startsWith(prefix))
                .count();
        String which = prefix.isEmpty() ? "" : " that start with " + prefix;
        return seen == 0
                ? Finding.warning(
                        logins.identity() + " sees no topic" + which,
                        "create one, or let the broker's operator allow DESCRIBE on topics to " + logins.identity())
                : Finding.passed(logins.identity() + " sees " + counted(seen, "topic") + which);
    }

    private Finding topic(String name) throws InterruptedException {
        TopicMetadata topic = logins.session().metadata(List.of(name)).topicMetadata().stream()
                .findFirst()
                .orElseThrow(() -> failed(name, Errors.UNKNOWN_TOPIC_OR_PARTITION));
        if (topic.error() != Errors.NONE) {
            throw failed(name, topic.error());
        }
        long leaderless = topic.partitionMetadata().stream()
                .filter(partition -> partition.leaderId.isEmpty())
                .count();
        String found = counted(topic.partitionMetadata().size(), "partition");
        return leaderless == 0
                ? Finding.passed(found)
                : Finding.warning(
                        found + ", of which " + leaderless + " have no leader",
                        "let the broker's operator bring the brokers back that hold its replicas");
    }

    private ConnectionException failed(String topic, Errors error) {
        return KafkaErrors.translate(
                error.exception(), new Attempt("topic " + topic, "the cluster", logins.identity(), logins::secrets));
    }

    private static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
