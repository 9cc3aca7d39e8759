package dev.mooring.connection.core.internal.kerberos;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.spi.KerberosRealms;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The realms that one layer's connections brought to this JVM. Safe for use by threads. */
public final class JvmRealms implements KerberosRealms, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JvmRealms.class);
    /** The krb5.conf is one per JVM, so all layers take turns. */
    private static final Object JVM = new Object();

    private static final int MOST_RELEASED = 10_000;
    private static final List<String> STRONGER = List.of("java.security.krb5.realm", "java.security.krb5.kdc");

    private final Function<String, List<InetAddress>> guard;
    private final Map<String, Admitted> admitted = new LinkedHashMap<>();
    private Optional<LayerPart> part = Optional.empty();
    /** When connections were released, in releases since the layer was opened; the oldest are forgotten. */
    private final Map<String, Long> released = new LinkedHashMap<>();

    private long releases;
    /** Which releases are forgotten: all up to this one. */
    private long forgotten;

    private boolean isClosed;

    private record Admitted(Connection.Identity connection, String krb5Conf, RealmSet realms) {
        private String seenBy(Connection other) {
            return connection.workspace().equals(other.workspace())
                    ? "connection " + connection.name()
                    : "a connection of another workspace";
        }
    }

    /**
     * Realms whose servers the guard lets pass.
     *
     * @param guard the addresses of a host; fails when it does not resolve or is refused
     */
    public JvmRealms(Function<String, List<InetAddress>> guard) {
        this.guard = guard;
    }

    @Override
    public void admit(Connection connection, String krb5Conf) {
        long before = releases();
        RealmSet realms = ConnectionRealms.read(krb5Conf);
        // each time, for a name server may answer differently now
        ConnectionRealms.requireAllowed(realms, guard);
        if (isInEffect(connection, krb5Conf)) {
            return;
        }
        synchronized (JVM) {
            requireOpen();
            requireNotReleased(connection, before);
            requireNoStrongerProperty();
            requireNoConflict(connection, realms);
            replace(connection, new Admitted(connection.identity(), krb5Conf, realms));
        }
        LOG.debug(
                "connection {} brought the realms {}",
                connection.id(),
                realms.realms().keySet());
    }

    @Override
    public void requireKnown(String principal) {
        String realm = principal.substring(principal.lastIndexOf('@') + 1);
        synchronized (JVM) {
            if (!isKnown(realm)) {
                throw new ConnectionException(
                        ConnectionError.NOT_CONFIGURED,
                        "no krb5.conf of this JVM describes the realm " + realm,
                        "give the connection a krb5.conf whose [realms] names a kdc of " + realm);
            }
        }
    }

    private static boolean isKnown(String realm) {
        if (realm.equals(System.getProperty(STRONGER.get(0)))) {
            return true;
        }
        RealmSet host = RealmDirectory.host().realms();
        return host.realms().containsKey(realm)
                || host.defaultRealm().filter(realm::equals).isPresent()
                || RealmDirectory.current()
                        .map(directory -> directory.partsBut(Optional.empty()))
                        .filter(parts -> parts.realms().containsKey(realm))
                        .isPresent();
    }

    /** Forgets what the connection said. */
    public void release(String connectionId) {
        synchronized (JVM) {
            noteReleased(connectionId);
            if (admitted.remove(connectionId) == null) {
                return;
            }
            // The connection is already changed or gone: this may fail its caller no more
            try {
                if (admitted.isEmpty()) {
                    leave();
                } else {
                    part.ifPresent(own -> own.directory().put(own.file(), all()));
                }
            } catch (ConnectionException e) {
                LOG.warn("the realms of connection {} stay in this JVM's krb5.conf: {}", connectionId, e.toString());
            }
        }
    }

    /** Forgets what all connections of the layer said; with the last layer the JVM has its own krb5.conf again. */
    @Override
    public void close() {
        synchronized (JVM) {
            isClosed = true;
            admitted.clear();
            try {
                leave();
            } catch (ConnectionException e) {
                LOG.warn("the realms of a closed layer stay in this JVM's krb5.conf: {}", e.toString());
            }
        }
    }

    private boolean isInEffect(Connection connection, String krb5Conf) {
        synchronized (JVM) {
            Admitted present = admitted.get(connection.id());
            return present != null
                    && present.krb5Conf().equals(krb5Conf)
                    && part.filter(own -> own.directory().isCurrent()).isPresent();
        }
    }

    private long releases() {
        synchronized (JVM) {
            return releases;
        }
    }

    private void noteReleased(String connectionId) {
        released.remove(connectionId);
        released.put(connectionId, ++releases);
        if (released.size() > MOST_RELEASED) {
            Map.Entry<String, Long> oldest = released.entrySet().iterator().next();
            forgotten = oldest.getValue();
            released.remove(oldest.getKey());
        }
    }

    /** A test that went on after its time was up must not claim realms that nobody would release. */
    private void requireNotReleased(Connection connection, long before) {
        if (forgotten > before || released.getOrDefault(connection.id(), 0L) > before) {
            throw new ConnectionException(
                    ConnectionError.CONCURRENT_CHANGE,
                    "connection " + connection.name() + " was changed or removed during the look-up of its realms",
                    "try again");
        }
    }

    private void requireOpen() {
        if (isClosed) {
            throw new ConnectionException(ConnectionError.CLOSED, "the connection layer is closed");
        }
    }

    private static void requireNoStrongerProperty() {
        for (String property : STRONGER) {
            if (System.getProperty(property) != null) {
                throw new ConnectionException(
                        ConnectionError.NOT_CONFIGURED,
                        "this JVM runs with " + property + ", against which no krb5.conf of a connection counts",
                        "start it without " + String.join(" and ", STRONGER)
                                + "; a krb5.conf named by java.security.krb5.conf says the same");
            }
        }
    }

    private void requireNoConflict(Connection connection, RealmSet realms) {
        refuse(realms.conflicts(RealmDirectory.host().realms()), "this JVM's own krb5.conf");
        admitted.values().stream()
                .filter(other -> !other.connection().id().equals(connection.id()))
                .forEach(other -> refuse(realms.conflicts(other.realms()), other.seenBy(connection)));
        RealmDirectory.current()
                .map(directory -> directory.partsBut(part.map(LayerPart::file)))
                .ifPresent(others -> refuse(realms.conflicts(others), "a connection of another workspace"));
    }

    private static void refuse(Set<String> conflicts, String holder) {
        if (!conflicts.isEmpty()) {
            throw new ConnectionException(
                    ConnectionError.KERBEROS_REALM_CONFLICT,
                    String.join(" and ", conflicts) + " is described differently by " + holder
                            + ", and a JVM has one krb5.conf",
                    "describe it the same everywhere, or use the connections in different processes");
        }
    }

    private void replace(Connection connection, Admitted said) {
        Map<String, Admitted> before = Map.copyOf(admitted);
        admitted.put(connection.id(), said);
        try {
            publish();
        } catch (ConnectionException e) {
            admitted.keySet().retainAll(before.keySet());
            admitted.putAll(before);
            throw e;
        }
    }

    /** Puts the layer's part where the property points now, which the application may have changed. */
    private void publish() {
        Optional<RealmDirectory> current = RealmDirectory.current();
        if (part.isPresent() && !part.map(LayerPart::directory).equals(current)) {
            leave();
        }
        LayerPart own = part.orElseGet(() -> {
            RealmDirectory directory = current.orElseGet(RealmDirectory::create);
            return new LayerPart(directory, directory.newPart());
        });
        part = Optional.of(own);
        own.directory().put(own.file(), all());
        own.directory().activate();
    }

    private void leave() {
        Optional<LayerPart> left = part;
        part = Optional.empty();
        left.ifPresent(own -> own.directory().remove(own.file()));
    }

    private RealmSet all() {
        RealmSet all = RealmSet.none();
        for (Admitted each : admitted.values()) {
            all = all.and(each.realms());
        }
        return all;
    }
}
