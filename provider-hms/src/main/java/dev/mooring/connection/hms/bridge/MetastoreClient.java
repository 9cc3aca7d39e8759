package dev.mooring.connection.hms.bridge;

import static java.util.Objects.requireNonNull;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.hms.wire.Calls;
import dev.mooring.connection.hms.wire.HmsErrors;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.hive.metastore.api.Database;
import org.apache.hadoop.hive.metastore.api.Table;
import org.apache.hadoop.hive.metastore.api.ThriftHiveMetastore;
import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;

/**
 * A client of a metastore connection. It connects at the first call, to the first server that answers, and asks the source
 * for a credential each time it connects, so that a renewed one is used. When the connection breaks, it connects to the
 * next server; a call that only reads is then repeated once, any other fails, for it may have been done. Safe for use by
 * threads, whose calls wait for each other; it has no thread of its own.
 *
 * <p>What the metastore itself answers, such as {@code NoSuchObjectException}, is thrown as it is; all other failures are
 * {@link ConnectionException}s.
 */
public final class MetastoreClient implements AutoCloseable {
    /** What only reads, by its name; a lock is taken by what sounds like reading. */
    private static final Pattern READING =
            Pattern.compile("(?!get_lock|get_delegation)(get|list_|partition_name_to_).*");

    private final Object lock = new Object();
    private final CredentialSource source;
    private final Connector connector;
    private final ThriftHiveMetastore.Iface calls;
    private @Nullable Opened opened;
    private boolean closed;

    private MetastoreClient(CredentialSource source, MetastoreOptions options) {
        this.source = source;
        this.connector = new Connector(source, options);
        this.calls = (ThriftHiveMetastore.Iface) Proxy.newProxyInstance(
                ThriftHiveMetastore.class.getClassLoader(),
                new Class<?>[] {ThriftHiveMetastore.Iface.class},
                this::invoke);
    }

    /** A client with the usual limits; connects at the first call. */
    public static MetastoreClient open(CredentialSource source) {
        return open(source, MetastoreOptions.usual());
    }

    /** A client with these limits; connects at the first call. */
    public static MetastoreClient open(CredentialSource source, MetastoreOptions options) {
        return new MetastoreClient(requireNonNull(source, "source"), requireNonNull(options, "options"));
    }

    /**
     * The metastore's calls as the generated classes have them. A call whose form an older server does not know fails
     * with {@code TApplicationException}; {@link #table} and {@link #database} know both forms.
     */
    public ThriftHiveMetastore.Iface calls() {
        return calls;
    }

    /** A table of a metastore of Hive 2.3, 3 or 4. */
    public Table table(String database, String name) throws TException {
        return (Table) run("get_table", session -> session.table(database, name));
    }

    /** A database of a metastore of Hive 2.3, 3 or 4. */
    public Database database(String name) throws TException {
        return (Database) run("get_database", session -> session.database(name));
    }

    /** Hangs up; further calls fail with {@link ConnectionError#CLOSED}. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            hangUp();
        }
    }

    private Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return method.invoke(this, arguments);
        }
        return run(method.getName(), session -> {
            try {
                return method.invoke(session, arguments);
            } catch (InvocationTargetException e) {
                throw cause(e);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static TException cause(InvocationTargetException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof TException known) {
            return known;
        }
        throw cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(cause);
    }

    private Object run(String name, Call call) throws TException {
        synchronized (lock) {
            boolean fresh = opened == null;
            try {
                return attempt(call);
            } catch (ConnectionException e) {
                if (fresh || !(e.getCause() instanceof TException) || !isReading(name)) {
                    throw e;
                }
                return attempt(call);
            }
        }
    }

    private static boolean isReading(String name) {
        return READING.matcher(name).matches();
    }

    private Object attempt(Call call) throws TException {
        if (closed) {
            throw new ConnectionException(ConnectionError.CLOSED, "this metastore client is closed", "open a new one");
        }
        Opened present = Optional.ofNullable(opened).orElseGet(connector::open);
        opened = present;
        try {
            return call.run(present.session().calls());
        } catch (TException | RuntimeException e) {
            if (!(e instanceof TException) || HmsErrors.isBroken(e)) {
                hangUp();
            }
            if (HmsErrors.isBroken(e)) {
                throw present.session().failure(e, present.server());
            }
            throw e;
        }
    }

    private void hangUp() {
        if (opened != null) {
            opened.session().close();
            connector.avoid(opened.server());
            opened = null;
        }
    }

    /** Names the connection, no credential. */
    @Override
    public String toString() {
        return "MetastoreClient[" + source.ticket().connection() + "]";
    }

    private interface Call {
        Object run(Calls session) throws TException;
    }
}
