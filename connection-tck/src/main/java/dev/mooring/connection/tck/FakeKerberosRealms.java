package dev.mooring.connection.tck;

import dev.mooring.connection.Connection;
import dev.mooring.connection.spi.KerberosRealms;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what was admitted; the test itself has set this JVM's krb5.conf. Safe for use by threads. */
public final class FakeKerberosRealms implements KerberosRealms {
    private final List<String> admitted = new CopyOnWriteArrayList<>();
    private final List<String> known = new CopyOnWriteArrayList<>();

    @Override
    public void admit(Connection connection, String krb5Conf) {
        admitted.add(krb5Conf);
    }

    /** Every realm is known: the test itself has set this JVM's krb5.conf. */
    @Override
    public void requireKnown(String principal) {
        known.add(principal);
    }

    /** The principals that were asked about so far, in order. */
    public List<String> known() {
        return List.copyOf(known);
    }

    /** The texts admitted so far, in order. */
    public List<String> admitted() {
        return List.copyOf(admitted);
    }
}
