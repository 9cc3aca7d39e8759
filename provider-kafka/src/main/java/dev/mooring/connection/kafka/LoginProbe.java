package dev.mooring.connection.kafka;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.kafka.KafkaErrors.Attempt;
import dev.mooring.connection.kafka.bridge.KafkaClientProperties;
import dev.mooring.connection.kafka.bridge.KafkaEndpoint;
import dev.mooring.connection.kafka.bridge.KafkaEndpoint.Mechanism;
import dev.mooring.connection.kafka.bridge.KafkaEndpoint.Protocol;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.network.Dialer;
import dev.mooring.connection.support.network.ProbeSource;
import dev.mooring.connection.support.network.SecretForms;
import dev.mooring.connection.support.network.ServerProbe;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.SaslHandshakeResponse;

/** The steps that end with a login to each server. Made for one test; used by its thread only. */
final class LoginProbe {
    private final ProviderContext context;
    private final ProbeRequest request;
    private final ServerProbe servers;
    private final KafkaSettings settings;
    private final Dialer dialer;
    private final ListenerProbe listeners;
    private Optional<Credential> credential = Optional.empty();
    private Optional<BrokerProbe> session = Optional.empty();

    LoginProbe(ProviderContext context, ProbeRequest request, ServerProbe servers) {
        this.context = context;
        this.request = request;
        this.servers = servers;
        this.settings = KafkaSettings.of(request.properties());
        this.dialer = new Dialer(context);
        this.listeners = new ListenerProbe(dialer);
    }

    /** The steps of stages SECURE and AUTHENTICATE. */
    List<ProbeStep> steps() {
        List<HostPort> all = settings.servers().stream().distinct().toList();
        List<ProbeStep> steps = new ArrayList<>();
        all.forEach(server -> steps.add(new ProbeStep(
                Stage.SECURE, server.toString(), run -> tolerant(server, () -> secure(server, run)))));
        if (hasIssuer()) {
            steps.add(new ProbeStep(Stage.AUTHENTICATE, "credential of " + identity(), run -> vended()));
        }
        all.forEach(server -> steps.add(new ProbeStep(
                Stage.AUTHENTICATE, server.toString(), run -> tolerant(server, () -> login(server, run)))));
        return steps;
    }

    /** The first connection that was let in; there once the steps have passed. */
    BrokerProbe session() {
        return session.orElseThrow(() -> new IllegalStateException("no server let the client in"));
    }

    /** Who the client says it is. */
    String identity() {
        return settings.mechanism()
                .map(mechanism -> mechanism.isPassword()
                        ? "user " + settings.username()
                        : mechanism == Mechanism.GSSAPI ? settings.principal() : "the token")
                .orElse(settings.protocol().isEncrypted() ? "the client certificate" : "User:ANONYMOUS");
    }

    /** What has been sent so far and must not be repeated. */
    SecretForms secrets() {
        return credential.map(LoginProbe::forms).orElseGet(SecretForms::none);
    }

    private static SecretForms forms(Credential credential) {
        if (credential instanceof Credential.Login login) {
            return SecretForms.of(login.username(), login.password());
        }
        if (credential instanceof Credential.Certificate certificate) {
            return certificate.login().map(LoginProbe::forms).orElseGet(SecretForms::none);
        }
        return credential instanceof Credential.Bearer bearer ? SecretForms.of("", bearer.token()) : SecretForms.none();
    }

    private Finding secure(HostPort server, ProbeRun run) throws InterruptedException {
        boolean isEncrypted = settings.protocol().isEncrypted();
        String action = isEncrypted ? "the TLS handshake" : "the greeting without TLS";
        try (BrokerProbe greeted = open(withoutSasl(), server, action, run)) {
            return Finding.passed(
                    isEncrypted ? "TLS is set up" : "no TLS, as SECURITY_PROTOCOL says; the listener speaks Kafka");
        } catch (ConnectionException e) {
            if (e.code() != ConnectionError.PROTOCOL_MISMATCH && e.code() != ConnectionError.TIMED_OUT) {
                throw e;
            }
            requireStillThere(server, run);
            throw isEncrypted ? notEncrypted(server, e, run) : notPlain(server, e, run);
        }
    }

    /** Kafka's client does not tell a connection that was refused from one that was closed. */
    private void requireStillThere(HostPort server, ProbeRun run) {
        try {
            dialer.connect(server, run).close();
        } catch (IOException e) {
            throw KafkaErrors.noBroker(server.toString(), e);
        }
    }

    private ConnectionException notEncrypted(HostPort server, ConnectionException failure, ProbeRun run)
            throws InterruptedException {
        KafkaEndpoint plain = protocol(Protocol.PLAINTEXT);
        try (BrokerProbe greeted = open(plain, server, "the greeting without TLS", run)) {
            return KafkaErrors.listener(
                    KafkaError.KAFKA_PLAINTEXT_LISTENER, server.toString(), "speaks Kafka, but without TLS", failure);
        } catch (ConnectionException e) {
            return failure;
        }
    }

    private ConnectionException notPlain(HostPort server, ConnectionException failure, ProbeRun run) {
        return listeners.speaksTls(server, run)
                ? KafkaErrors.listener(
                        KafkaError.KAFKA_TLS_LISTENER, server.toString(), "takes connections with TLS only", failure)
                : failure.code() == ConnectionError.TIMED_OUT
                        ? failure
                        : KafkaErrors.noBroker(server.toString(), failure);
    }

    private Finding vended() {
        return Finding.passed("issued"
                + credential()
                        .expiresAt()
                        .map(expiry -> ", good until " + expiry)
                        .orElse(""));
    }

    private Finding login(HostPort server, ProbeRun run) throws InterruptedException {
        if (hasIssuer() && credential.isEmpty()) {
            return Finding.skipped("there is no credential to show");
        }
        List<String> offered = mechanisms(server, run);
        BrokerProbe probe = open(settings.endpoint(context.contents(request.connection())), server, "the login", run);
        if (session.isEmpty()) {
            session = Optional.of(run.closeLater(probe));
        } else {
            probe.close();
        }
        return Finding.passed(
                identity() + " is let in" + (offered.isEmpty() ? "" : "; the listener offers " + offered));
    }

    /** What the listener offers; fails when that is not what the connection wants. */
    private List<String> mechanisms(HostPort server, ProbeRun run) throws InterruptedException {
        Optional<Mechanism> wanted = settings.mechanism();
        SaslHandshakeResponse answer;
        try (BrokerProbe greeted = open(withoutSasl(), server, "asking for mechanisms", run)) {
            answer = greeted.handshake(wanted.map(Mechanism::wireName).orElse("PLAIN"));
        }
        boolean hasSasl = answer.error() != Errors.ILLEGAL_SASL_STATE;
        if (wanted.isEmpty() && hasSasl) {
            throw KafkaErrors.listener(
                    KafkaError.KAFKA_SASL_REQUIRED,
                    server.toString(),
                    "lets in by SASL only; it offers " + answer.enabledMechanisms(),
                    new IllegalSaslStateException("the listener answers requests after a SASL handshake only"));
        }
        if (wanted.isPresent() && !hasSasl) {
            throw KafkaErrors.listener(
                    KafkaError.KAFKA_SASL_NOT_ENABLED,
                    server.toString(),
                    "does not speak SASL",
                    answer.error().exception());
        }
        if (wanted.isPresent() && answer.error() != Errors.NONE) {
            throw KafkaErrors.listener(
                    KafkaError.KAFKA_MECHANISM_NOT_ENABLED,
                    server.toString(),
                    "does not offer " + wanted.get().wireName() + "; it offers " + answer.enabledMechanisms(),
                    answer.error().exception());
        }
        return answer.enabledMechanisms();
    }

    private BrokerProbe open(KafkaEndpoint endpoint, HostPort server, String action, ProbeRun run)
            throws InterruptedException {
        Properties settings = KafkaClientProperties.of(
                new ProbeSource(request.connection(), endpoint.details(), () -> credential(endpoint)));
        Map<String, Object> named = new HashMap<>();
        settings.forEach((key, value) -> named.put((String) key, value));
        Attempt attempt = new Attempt(action, server.toString(), identity(), this::secrets);
        return BrokerProbe.open(named, server, attempt, limit(run), context);
    }

    /** Leaves the other servers their share of the time. */
    private Duration limit(ProbeRun run) {
        Duration share = run.remaining().dividedBy(servers.alive().size() + 1L);
        Duration limit = dialer.limit(run);
        return limit.compareTo(share) < 0 ? limit : share;
    }

    private KafkaEndpoint withoutSasl() {
        return protocol(settings.protocol().isEncrypted() ? Protocol.SSL : Protocol.PLAINTEXT);
    }

    private KafkaEndpoint protocol(Protocol protocol) {
        KafkaEndpoint full = settings.endpoint(context.contents(request.connection()));
        return new KafkaEndpoint(full.servers(), protocol, Optional.empty(), full.tls(), full.serviceName());
    }

    /** Before the login only a certificate is shown: tokens and tickets are asked for in a step of their own. */
    private Credential credential(KafkaEndpoint endpoint) {
        boolean isEarly = endpoint.mechanism().isEmpty() && hasIssuer();
        return isEarly ? new Credential.Anonymous() : credential();
    }

    private boolean hasIssuer() {
        return settings.mechanism()
                .filter(mechanism -> mechanism.isToken() || mechanism == Mechanism.GSSAPI)
                .isPresent();
    }

    private Credential credential() {
        Credential present = credential.orElseGet(() -> request.vending().vend(AccessScope.everything()));
        credential = Optional.of(present);
        return present;
    }

    private Finding tolerant(HostPort server, Trial trial) throws InterruptedException {
        if (!servers.alive().contains(server)) {
            return Finding.skipped("an earlier step failed for it");
        }
        try {
            return trial.run();
        } catch (ConnectionException e) {
            return servers.lose(server, e);
        }
    }

    private interface Trial {
        Finding run() throws InterruptedException;
    }
}
