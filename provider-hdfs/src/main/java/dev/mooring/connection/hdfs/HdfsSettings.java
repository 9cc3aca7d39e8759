package dev.mooring.connection.hdfs;

import dev.mooring.connection.hdfs.bridge.OwnSocketFactory;
import dev.mooring.connection.hdfs.bridge.SaslSocketFactory;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.property.PropertyValues.Value;
import dev.mooring.connection.property.Sensitivity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A connection's properties as settings of Hadoop. None is a secret. Immutable. */
final class HdfsSettings {
    private static final String STRONGEST_FIRST = "privacy,integrity,authentication";
    private static final String FAILOVER = "org.apache.hadoop.hdfs.server.namenode.ha.ConfiguredFailoverProxyProvider";
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(3);

    private final String connectionId;
    private final PropertyValues values;
    private final NameNode nameNode;

    HdfsSettings(String connectionId, PropertyValues values) {
        this.connectionId = connectionId;
        this.values = values;
        this.nameNode = NameNode.of(values.require(HdfsProperties.NAME_NODE));
    }

    static boolean usesKerberos(PropertyValues values) {
        return values.require(HdfsProperties.AUTH_TYPE).equals(HdfsProperties.KERBEROS);
    }

    boolean usesKerberos() {
        return usesKerberos(values);
    }

    /** Nameservice or host:port, as in URIs. */
    String authority() {
        return nameNode.authority();
    }

    /** All name nodes. */
    List<HostPort> servers() {
        return nameNode.server().map(List::of).orElseGet(() -> values.require(HdfsProperties.RPC_ADDRESSES));
    }

    /** The user or the principal. */
    String user() {
        return usesKerberos() ? values.require(HdfsProperties.PRINCIPAL) : values.require(HdfsProperties.USER);
    }

    /** How clients of the cluster are set up, reaching these of its name nodes. */
    Map<String, String> cluster(List<HostPort> reached) {
        Map<String, String> settings = common();
        settings.put("fs.defaultFS", "hdfs://" + authority());
        if (nameNode.server().isEmpty()) {
            String service = authority();
            List<HostPort> nodes = List.copyOf(reached);
            Map<String, String> names = new TreeMap<>();
            for (int i = 0; i < nodes.size(); i++) {
                names.put("nn" + (i + 1), nodes.get(i).toString());
            }
            settings.put("dfs.nameservices", service);
            settings.put("dfs.ha.namenodes." + service, String.join(",", names.keySet()));
            names.forEach((name, address) -> settings.put("dfs.namenode.rpc-address." + service + "." + name, address));
            settings.put("dfs.client.failover.proxy.provider." + service, FAILOVER);
        }
        return settings;
    }

    /** How a client of one name node alone is set up. */
    Map<String, String> only(HostPort server) {
        Map<String, String> settings = common();
        settings.put("fs.defaultFS", "hdfs://" + server);
        return settings;
    }

    /** What a consumer of a credential needs beside it: the user, and the settings by Hadoop's own names. */
    PropertyValues details() {
        Map<String, Value> details = new TreeMap<>();
        cluster(servers()).forEach((name, text) -> details.put(name, shown(text)));
        details.put(HdfsProperties.USER.name(), shown(user()));
        return PropertyValues.of(details, Map.of());
    }

    /**
     * These settings for calls that must end: Hadoop's own defaults retry for minutes.
     *
     * @param limit the time of one call
     */
    static Map<String, String> bounded(Map<String, String> settings, Duration limit) {
        Map<String, String> bounded = new TreeMap<>(settings);
        Duration connect = limit.compareTo(LONGEST_CONNECT) < 0 ? limit : LONGEST_CONNECT;
        bounded.put("ipc.client.connect.timeout", millis(connect));
        bounded.put("ipc.client.connect.max.retries", "0");
        bounded.put("ipc.client.connect.max.retries.on.timeouts", "0");
        bounded.put("ipc.client.connect.max.retries.on.sasl", "0");
        bounded.put("ipc.client.rpc-timeout.ms", millis(limit));
        bounded.put("dfs.client.failover.max.attempts", "3");
        bounded.put("dfs.client.failover.sleep.base.millis", "50");
        bounded.put("dfs.client.failover.sleep.max.millis", "200");
        bounded.put("dfs.client.retry.max.attempts", "0");
        return bounded;
    }

    private Map<String, String> common() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("fs.hdfs.impl", "org.apache.hadoop.hdfs.DistributedFileSystem");
        settings.put("fs.hdfs.impl.disable.cache", "true");
        // Hadoop shares links to data nodes and clients of key servers among all clients of one such name
        settings.put("dfs.client.context", "mooring-" + connectionId + "-" + user());
        settings.put(
                "dfs.client.use.datanode.hostname",
                values.require(HdfsProperties.USE_DATANODE_HOSTNAME).toString());
        settings.put("ipc.client.connect.max.retries.on.timeouts", "3");
        settings.put("ipc.client.fallback-to-simple-auth-allowed", String.valueOf(!usesKerberos()));
        settings.put("hadoop.security.authentication", values.require(HdfsProperties.AUTH_TYPE));
        settings.put(
                "hadoop.rpc.socket.factory.class.default",
                (usesKerberos() ? SaslSocketFactory.class : OwnSocketFactory.class).getName());
        // data nodes: Hadoop reads blocks from channels only, which the sockets towards name nodes may not have
        settings.put("hadoop.rpc.socket.factory.class.ClientProtocol", OwnSocketFactory.class.getName());
        if (usesKerberos()) {
            settings.put("dfs.namenode.kerberos.principal", values.require(HdfsProperties.SERVICE_PRINCIPAL));
            settings.put(
                    "hadoop.rpc.protection",
                    values.get(HdfsProperties.RPC_PROTECTION).orElse(STRONGEST_FIRST));
        }
        return settings;
    }

    private static Value shown(String text) {
        return new Value(Sensitivity.SHOWN, List.of(text));
    }

    private static String millis(Duration duration) {
        return String.valueOf(Math.max(1, duration.toMillis()));
    }

    @Override
    public String toString() {
        return servers().stream().map(HostPort::toString).collect(Collectors.joining(", "));
    }
}
