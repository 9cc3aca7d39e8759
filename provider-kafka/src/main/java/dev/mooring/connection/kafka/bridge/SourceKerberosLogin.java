package dev.mooring.connection.kafka.bridge;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential.Kerberos;
import dev.mooring.connection.support.kerberos.KerberosLogin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.auth.Login;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kerberos login with the source's keytab. It has no thread: before each authentication it asks the source, and logs in
 * anew when the keytab is another one or 80 % of the ticket's life have passed. Made by Kafka, which finds its name in
 * {@link KafkaClientProperties}. Safe for use by threads.
 */
public final class SourceKerberosLogin implements Login {
    private static final Logger LOG = LoggerFactory.getLogger(SourceKerberosLogin.class);

    private final Object lock = new Object();
    private final Subject subject = new Subject();
    private final Clock clock = Clock.systemUTC();
    private @Nullable SourceHandle handle;
    private @Nullable Held held;
    private String serviceName = "kafka";

    /** What the subject holds now. */
    private record Held(Kerberos credential, KerberosLogin login, Instant due) {}

    /** Used by Kafka. */
    public SourceKerberosLogin() {}

    @Override
    public void configure(
            Map<String, ?> configs,
            String contextName,
            Configuration configuration,
            AuthenticateCallbackHandler loginCallbackHandler) {
        handle = SourceHandle.in(configs);
        if (configs.get("sasl.kerberos.service.name") instanceof String name) {
            serviceName = name;
        }
    }

    /** Logs in; the answer is null, for there is no context that anyone could log out. */
    @Override
    @SuppressWarnings("NullAway") // Kafka declares no nullness and does not look at it
    public @Nullable LoginContext login() {
        refresh();
        return null;
    }

    @Override
    public Subject subject() {
        return subject;
    }

    /** Kafka asks for it before each authentication, which makes it the moment to renew what the subject holds. */
    @Override
    public String serviceName() {
        refresh();
        return serviceName;
    }

    @Override
    public void close() {
        synchronized (lock) {
            if (held != null) {
                held.login().close();
                held = null;
            }
            subject.getPrincipals().clear();
            subject.getPrivateCredentials().clear();
        }
    }

    private void refresh() {
        SourceHandle present = handle;
        if (present == null) {
            throw new IllegalStateException("not configured");
        }
        Kerberos credential = present.get(Kerberos.class);
        synchronized (lock) {
            Held before = held;
            if (before != null
                    && before.credential().equals(credential)
                    && clock.instant().isBefore(before.due())) {
                return;
            }
            try {
                held = opened(credential);
            } catch (ConnectionException e) {
                bear(before, credential, e);
                return;
            }
            if (before != null) {
                before.login().close();
            }
        }
    }

    /** A ticket that is still good outlives a KDC that is away for a while, but not its keytab. */
    private void bear(@Nullable Held before, Kerberos credential, ConnectionException failure) {
        if (before == null
                || !before.credential().equals(credential)
                || !clock.instant().isBefore(before.login().expiry())) {
            throw failure;
        }
        LOG.warn(
                "{} keeps its ticket until {}: logging in again failed with {}",
                credential.principal(),
                before.login().expiry(),
                failure.code().name());
    }

    private Held opened(Kerberos credential) {
        KerberosLogin login = KerberosLogin.open(credential.principal(), credential.keytab(), clock);
        Subject fresh = login.subject();
        // the new ticket is there before the old one goes, so that others always find one
        subject.getPrincipals().addAll(fresh.getPrincipals());
        subject.getPrivateCredentials().addAll(fresh.getPrivateCredentials());
        subject.getPrincipals().retainAll(fresh.getPrincipals());
        subject.getPrivateCredentials().retainAll(fresh.getPrivateCredentials());
        Instant now = clock.instant();
        Duration left = Duration.between(now, login.expiry());
        return new Held(credential, login, now.plus(left.multipliedBy(4).dividedBy(5)));
    }
}
