package dev.mooring.connection.support.kerberos;

import static java.util.Objects.requireNonNull;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosTicket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kerberos login from a keytab, with a {@link Subject} of its own: any number of them, of any realms, live beside each
 * other, and none is the process's login. It starts no thread: whoever asks for the subject when 80 % of the ticket's
 * life have passed waits for the next ticket, all others go on with the present one. Safe for use by threads.
 */
public final class KerberosLogin implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KerberosLogin.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final KeytabLogin login;
    private final Clock clock;
    private final Subject subject;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Ticket current;

    private record Ticket(Instant expiry, Instant due) {
        private static final Ticket CLOSED = new Ticket(Instant.MIN, Instant.MIN);

        /** The KDC's clock may be minutes off: its ticket is replaced after 80 % of its life by this machine's clock. */
        private static Ticket of(KerberosTicket ticket, Instant now) {
            Instant expiry = ticket.getEndTime().toInstant();
            Duration life = Duration.between(ticket.getStartTime().toInstant(), expiry);
            Instant due = now.plus(life.multipliedBy(4).dividedBy(5));
            return new Ticket(expiry, due.isBefore(expiry) ? due : expiry);
        }

        private Ticket retriedAfter(Instant now) {
            Duration pause = Duration.between(now, expiry).dividedBy(3);
            return new Ticket(expiry, now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE));
        }
    }

    private KerberosLogin(KeytabLogin login, Subject subject, Clock clock) {
        this.login = login;
        this.subject = subject;
        this.clock = clock;
        this.current = lifeOf(Tickets.granting(subject));
    }

    /**
     * Logs in. Neither a ticket cache, a JAAS file, a prompt nor a default realm is used; the keytab is a file only while
     * the ticket is asked for. Fails with {@link ConnectionError#INVALID_PROPERTIES} when principal and keytab do not fit
     * together, and as {@link KerberosErrors} says when the KDC refuses or does not answer.
     *
     * @param principal with its realm, {@code name@REALM} or {@code service/host@REALM}
     * @param keytab the bytes of a keytab that holds a key of the principal
     * @param clock tells when to log in again
     */
    public static KerberosLogin open(String principal, Secret keytab, Clock clock) {
        requireNonNull(clock, "clock");
        KeytabLogin login = KeytabLogin.of(principal, keytab);
        return new KerberosLogin(login, login.run(), clock);
    }

    /**
     * The subject that holds the ticket: the same object for the life of this login. Logs in again first when it is time
     * to; a failure of that is thrown only once the present ticket has expired.
     */
    public Subject subject() {
        refresh();
        return subject;
    }

    /** Runs an action as the principal; throws what the action throws. */
    public <T> T call(PrivilegedExceptionAction<T> action) throws Exception {
        try {
            return Subject.doAs(subject(), action);
        } catch (PrivilegedActionException e) {
            throw e.getException();
        }
    }

    /** When the present ticket ends. */
    public Instant expiry() {
        return requireOpen(current).expiry();
    }

    /** Logs out: the subject loses its principal and tickets, and their keys are wiped. Closing again does nothing. */
    @Override
    public void close() {
        lock.lock();
        try {
            current = Ticket.CLOSED;
            subject.getPrincipals().clear();
            Tickets.destroyAll(subject);
        } finally {
            lock.unlock();
        }
    }

    private void refresh() {
        Ticket seen = requireOpen(current);
        Instant now = clock.instant();
        if (now.isBefore(seen.due())) {
            return;
        }
        if (now.isBefore(seen.expiry())) {
            if (lock.tryLock()) {
                refreshLocked();
            }
        } else {
            lock.lock();
            refreshLocked();
        }
    }

    private void refreshLocked() {
        try {
            Ticket seen = requireOpen(current);
            Instant now = clock.instant();
            if (!now.isBefore(seen.due())) {
                current = renewed(seen, now);
            }
        } finally {
            lock.unlock();
        }
    }

    private Ticket renewed(Ticket seen, Instant now) {
        try {
            return renew();
        } catch (ConnectionException e) {
            if (!now.isBefore(seen.expiry())) {
                throw e;
            }
            LOG.warn(
                    "{} keeps its ticket until {}: logging in again failed with {}, {}",
                    login.principal(),
                    seen.expiry(),
                    e.code().name(),
                    e.getMessage());
            return seen.retriedAfter(now);
        }
    }

    private Ticket renew() {
        Subject fresh = login.run();
        KerberosTicket ticket = Tickets.granting(fresh);
        Set<Object> credentials = subject.getPrivateCredentials();
        subject.getPrincipals().addAll(fresh.getPrincipals());
        // The new ticket stands there before the old ones go: who uses the subject meanwhile always finds one
        credentials.add(ticket);
        Tickets.removeAllBut(subject, ticket);
        return lifeOf(ticket);
    }

    private Ticket lifeOf(KerberosTicket ticket) {
        Ticket life = Ticket.of(ticket, clock.instant());
        LOG.debug("{} is logged in until {}", login.principal(), life.expiry());
        return life;
    }

    private Ticket requireOpen(Ticket ticket) {
        if (ticket.equals(Ticket.CLOSED)) {
            throw new ConnectionException(
                    ConnectionError.CLOSED,
                    "the Kerberos login of " + login.principal() + " is closed",
                    "ask the connection for a new one");
        }
        return ticket;
    }
}
