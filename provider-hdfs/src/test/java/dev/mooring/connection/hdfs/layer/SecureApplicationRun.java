package dev.mooring.connection.hdfs.layer;

import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.Connections;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.hdfs.HdfsProvider;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;

/** An application that has switched Hadoop's security on for its whole JVM, and tests three connections. */
final class SecureApplicationRun {
    private SecureApplicationRun() {}

    /** Takes the addresses of a simple and of a secure cluster, and a keytab of alice in Base64. */
    public static void main(String... arguments) {
        Configuration configuration = new Configuration(false);
        configuration.set("hadoop.security.authentication", "kerberos");
        UserGroupInformation.setConfiguration(configuration);
        try (ConnectionLayer layer =
                ConnectionLayer.inMemory().provider(new HdfsProvider()).open()) {
            Connections connections = layer.workspace("w", "u");
            connections.create(
                    draft("simple", arguments[0]).property("USER", "alice").build());
            connections.create(kerberos("secure", arguments[1], arguments[2]));
            connections.create(kerberos("fooled", arguments[0], arguments[2]));
            for (String name : new String[] {"simple", "secure", "fooled"}) {
                var report = connections.test(name, TestOptions.readOnly());
                System.out.println(name + " " + report.outcome() + " "
                        + report.failure()
                                .flatMap(failure -> failure.code())
                                .map(Object::toString)
                                .orElse("")
                        + " secure=" + UserGroupInformation.isSecurityEnabled());
            }
        }
        System.exit(0);
    }

    private static ConnectionDraft kerberos(String name, String addresses, String keytab) {
        return draft(name, addresses)
                .property("AUTH_TYPE", "kerberos")
                .property("KERBEROS_PRINCIPAL", "alice@HDFS.TEST")
                .property("KERBEROS_KEYTAB", "base64:" + keytab)
                .property("NAME_NODE_PRINCIPAL", "hdfs/localhost@HDFS.TEST")
                .build();
    }

    private static ConnectionDraft.Builder draft(String name, String addresses) {
        return ConnectionDraft.of(name, "HDFS")
                .property("NAME_NODE", "zeta")
                .property("NAME_NODE_RPC_ADDRESSES", addresses);
    }
}
