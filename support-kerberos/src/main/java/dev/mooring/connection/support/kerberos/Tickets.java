package dev.mooring.connection.support.kerberos;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.util.Set;
import javax.security.auth.DestroyFailedException;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosTicket;

/** The Kerberos tickets of a subject. */
final class Tickets {
    private Tickets() {}

    /** The ticket that lets its holder ask for others. */
    static KerberosTicket granting(Subject subject) {
        return subject.getPrivateCredentials(KerberosTicket.class).stream()
                .filter(ticket -> ticket.getServer().getName().startsWith("krbtgt/"))
                .findFirst()
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.ISSUER_FAILED, "the KDC let the principal in and gave it no ticket"));
    }

    /**
     * Removes the tickets of an earlier login. They are not destroyed: a handshake that has just begun with one of them
     * would fail.
     */
    static void removeAllBut(Subject subject, KerberosTicket kept) {
        subject.getPrivateCredentials().removeIf(each -> each instanceof KerberosTicket && each != kept);
    }

    /** Wipes and removes all tickets. */
    static void destroyAll(Subject subject) {
        Set<KerberosTicket> tickets = subject.getPrivateCredentials(KerberosTicket.class);
        subject.getPrivateCredentials().clear();
        for (KerberosTicket ticket : tickets) {
            try {
                ticket.destroy();
            } catch (DestroyFailedException e) {
                throw new IllegalStateException("tickets can always be destroyed", e);
            }
        }
    }
}
