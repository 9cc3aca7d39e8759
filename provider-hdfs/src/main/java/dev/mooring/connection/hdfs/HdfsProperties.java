package dev.mooring.connection.hdfs;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.property.PropertySpec;
import java.util.List;

/** The properties of HDFS connections. */
final class HdfsProperties {
    static final String SIMPLE = "simple";
    static final String KERBEROS = "kerberos";

    /** Whom a cluster sees when nobody is named: a name that owns nothing on any cluster. */
    static final String NOBODY = "nobody";

    static final PropertySpec<String> NAME_NODE = PropertySpec.text("NAME_NODE")
            .describe("id of the nameservice, or host:port of the only name node")
            .pattern(
                    "(?i)(hdfs://)?([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|\\[[0-9a-f:.]{2,45}\\])(:\\d{1,5})?/?",
                    "a nameservice such as zetta-cluster, or host:port such as nn.example.com:8020")
            .guardsSecrets()
            .build();

    static final PropertySpec<List<HostPort>> RPC_ADDRESSES = PropertySpec.servers("NAME_NODE_RPC_ADDRESSES", "hdfs")
            .alias("NAMENODE_RPC_ADDRESSES")
            .describe("RPC address of each name node of the nameservice, such as ['nn1:8020', 'nn2:8020']")
            .build();

    static final PropertySpec<String> AUTH_TYPE = PropertySpec.oneOf("AUTH_TYPE", List.of(SIMPLE, KERBEROS))
            .alias("AUTHENTICATION", "HADOOP.SECURITY.AUTHENTICATION")
            .describe("how the cluster knows its users: simple takes their word, kerberos asks for a ticket")
            .defaultsTo(SIMPLE)
            .guardsSecrets()
            .build();

    static final PropertySpec<String> USER = PropertySpec.text("USER")
            .alias("USERNAME", "USER_NAME", "HADOOP_USER_NAME")
            .describe("the name under which a cluster without Kerberos knows this connection")
            .pattern("[A-Za-z0-9_][A-Za-z0-9_.$-]{0,254}", "a user name such as etl, without realm")
            .defaultsTo(NOBODY)
            .build();

    static final PropertySpec<String> PRINCIPAL = PropertySpec.text("KERBEROS_PRINCIPAL")
            .alias("PRINCIPAL")
            .describe("the Kerberos principal of this connection, with its realm")
            .pattern("[^/@\\s]+(/[^/@\\s]+)?@[A-Za-z0-9._-]+", "name@REALM or name/host@REALM")
            .build();

    static final PropertySpec<Secret> KEYTAB = PropertySpec.secretContent("KERBEROS_KEYTAB")
            .alias("KERBEROS_KEYTAB_PATH", "KEYTAB")
            .describe("the keytab of that principal: base64: and its bytes, or the file that holds it")
            .build();

    static final PropertySpec<String> SERVICE_PRINCIPAL = PropertySpec.text("NAME_NODE_PRINCIPAL")
            .alias("NAMENODE_PRINCIPAL", "DFS.NAMENODE.KERBEROS.PRINCIPAL")
            .describe("the principal of the name nodes, as dfs.namenode.kerberos.principal has it")
            .pattern(
                    "[^/@\\s]+/[^/@\\s]+@[A-Za-z0-9._-]+",
                    "service/host@REALM, with _HOST for the host of each, such as nn/_HOST@EXAMPLE.COM")
            .guardsSecrets()
            .build();

    static final PropertySpec<String> KRB5_CONFIG = PropertySpec.content("KERBEROS_KRB5_CONFIG")
            .alias("KERBEROS_KRB5_CONFIG_PATH", "KRB5_CONF")
            .describe("the krb5.conf of the realm: its text or the file that holds it; else this JVM's own is used")
            .guardsSecrets()
            .build();

    static final PropertySpec<String> RPC_PROTECTION = PropertySpec.oneOf(
                    "RPC_PROTECTION", List.of("authentication", "integrity", "privacy"))
            .alias("HADOOP.RPC.PROTECTION")
            .describe("what calls are protected by; when absent, the strongest that the name node offers")
            .guardsSecrets()
            .build();

    static final PropertySpec<Boolean> USE_DATANODE_HOSTNAME = PropertySpec.flag("USE_DATANODE_HOSTNAME")
            .alias("DFS.CLIENT.USE.DATANODE.HOSTNAME")
            .describe("whether data nodes are reached by their names, for clusters behind address translation")
            .defaultsTo("false")
            .build();

    private HdfsProperties() {}
}
