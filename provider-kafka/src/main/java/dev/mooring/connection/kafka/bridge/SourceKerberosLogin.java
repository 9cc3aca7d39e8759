package dev.mooring.connection.kafka.bridge;

import dev.mooring.connection.credential.Credential.Kerberos;
import dev.mooring.connection.support.kerberos.KerberosLogin;
import java.time.Clock;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.auth.Login;
import org.jspecify.annotations.Nullable;

/**
 * A Kerberos login with the source's keytab. It has no thread: before each authentication it asks the source, and logs in
 * anew when the keytab is another one; {@link KerberosLogin} says when a ticket is renewed and how a KDC that is away is borne. Made by Kafka, which finds its name in
 * {@link KafkaClientProperties}. Safe for use by threads.
 */
public final class SourceKerberosLogin implements Login {
    private final Object lock = new Object();
    private final Subject subject = new Subject();
    private final Clock clock = Clock.systemUTC();
    private @Nullable SourceHandle handle;
    private @Nullable Held held;
    private String serviceName = "kafka";

    /** What the subject holds now. */
    private record Held(Kerberos credential, KerberosLogin login) {}

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
            if (before == null || !before.credential().equals(credential)) {
                // a login that is replaced is not closed: its ticket may be in a handshake that has just begun
                before = new Held(credential, KerberosLogin.open(credential.principal(), credential.keytab(), clock));
                held = before;
            }
            adopt(before.login().subject());
        }
    }

    private void adopt(Subject present) {
        if (subject.getPrincipals().equals(present.getPrincipals())
                && subject.getPrivateCredentials().containsAll(present.getPrivateCredentials())) {
            return;
        }
        // the new ticket is there before the old one goes, so that others always find one
        subject.getPrincipals().addAll(present.getPrincipals());
        subject.getPrivateCredentials().addAll(present.getPrivateCredentials());
        subject.getPrincipals().retainAll(present.getPrincipals());
        subject.getPrivateCredentials().retainAll(present.getPrivateCredentials());
    }
}
