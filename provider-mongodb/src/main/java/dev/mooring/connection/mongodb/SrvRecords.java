package dev.mooring.connection.mongodb;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.property.HostPort;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;

/**
 * The servers that a name's SRV records list, as the driver finds them for {@code mongodb+srv://}; asked here so that the
 * guard sees them before the driver does. Immutable.
 */
final class SrvRecords {
    private static final String SRV = "SRV";

    private final String nameServers;

    private SrvRecords(String nameServers) {
        this.nameServers = nameServers;
    }

    /** Asks the name servers of this machine. */
    static SrvRecords ofMachine() {
        return new SrvRecords("dns:");
    }

    /** Asks that name server, for instance {@code dns://127.0.0.1:5353}. */
    static SrvRecords of(String nameServer) {
        return new SrvRecords(nameServer);
    }

    /** The servers; blocks. A server outside of the name's domain is refused, as the driver refuses it. */
    List<HostPort> servers(String name) {
        List<HostPort> servers = new ArrayList<>();
        for (String record : records(name)) {
            String[] parts = record.strip().split("\\s+", -1);
            String host = parts[parts.length - 1].replaceFirst("\\.$", "").toLowerCase(Locale.ROOT);
            if (parts.length != 4 || !host.endsWith(name.substring(name.indexOf('.')))) {
                throw new ConnectionException(
                        ConnectionError.ENDPOINT_UNREACHABLE,
                        "the SRV records of " + name + " name a server that is not of its domain",
                        "let the owner of the domain correct its records");
            }
            servers.add(HostPort.of(host + ":" + parts[2]));
        }
        if (servers.isEmpty()) {
            throw unknown(name, new NamingException("no record"));
        }
        return servers;
    }

    /**
     * The JDK has no other way to ask for such records; MongoDB's driver asks in the same one. What name servers answer is read
     * as text, never as an object, and the name has passed the pattern of a host.
     */
    @SuppressWarnings({"BanJNDI", "JdkObsolete"})
    private List<String> records(String name) {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put(Context.PROVIDER_URL, nameServers);
        environment.put("com.sun.jndi.dns.timeout.retries", "2");
        try {
            InitialDirContext context = new InitialDirContext(environment);
            try {
                Optional<Attribute> found =
                        Optional.ofNullable(context.getAttributes("_mongodb._tcp." + name, new String[] {SRV})
                                .get(SRV));
                List<String> records = new ArrayList<>();
                if (found.isPresent()) {
                    Collections.list(found.get().getAll()).forEach(record -> records.add(String.valueOf(record)));
                }
                return records;
            } finally {
                context.close();
            }
        } catch (NamingException e) {
            throw unknown(name, e);
        }
    }

    private static ConnectionException unknown(String name, NamingException failure) {
        return new ConnectionException(
                ConnectionError.ENDPOINT_UNREACHABLE,
                "no SRV records of _mongodb._tcp." + name + " are found: "
                        + failure.getClass().getSimpleName(),
                "check the name, or name the servers in HOSTS",
                failure);
    }
}
