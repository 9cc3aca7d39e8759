package dev.mooring.connection.hdfs;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySchema.Group;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.Validator;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** STORAGE/HDFS: the file system of a Hadoop cluster. */
final class HdfsConnectionType implements ConnectionType {
    /** As long as a name node lets a delegation token live unless its operator says otherwise. */
    static final Duration LONGEST = Duration.ofDays(7);

    private static final TypeId ID = TypeId.of(ConnectionCategory.STORAGE, "HDFS");
    private static final PropertySchema SCHEMA = PropertySchema.builder()
            .required(HdfsProperties.NAME_NODE)
            .when(
                    HdfsProperties.AUTH_TYPE,
                    Set.of(HdfsProperties.KERBEROS),
                    Group.of(HdfsProperties.PRINCIPAL, HdfsProperties.KEYTAB, HdfsProperties.SERVICE_PRINCIPAL))
            .when(HdfsProperties.AUTH_TYPE, Set.of(HdfsProperties.SIMPLE), Group.of(HdfsProperties.USER))
            .optional(
                    HdfsProperties.RPC_ADDRESSES,
                    HdfsProperties.KRB5_CONFIG,
                    HdfsProperties.RPC_PROTECTION,
                    HdfsProperties.USE_DATANODE_HOSTNAME)
            .refuse("PASSWORD", "HDFS knows no passwords: use AUTH_TYPE = 'kerberos' with a keytab")
            .refuse("PATH", "paths are named where the connection is used, as hdfs://nameservice/folder/")
            .build();
    private static final ScopeSyntax SCOPES = ScopeSyntax.reachesEverything(
            Set.of("hdfs"), Set.of(Action.READ, Action.LIST, Action.WRITE, Action.DELETE));

    @Override
    public TypeId id() {
        return ID;
    }

    @Override
    public PropertySchema schema() {
        return SCHEMA;
    }

    @Override
    public ScopeSyntax scopes() {
        return SCOPES;
    }

    @Override
    public Duration lifetime(PropertyValues values) {
        return LONGEST;
    }

    @Override
    public List<Validator> validators() {
        return List.of(new HdfsValidator());
    }

    @Override
    public ConnectivityProbe probe(ProviderContext context) {
        requireHadoop();
        return new HdfsProbe(context);
    }

    @Override
    public CredentialVendor vendor(ProviderContext context) {
        requireHadoop();
        return new HdfsVendor(context);
    }

    /** Its classes are the application's to bring. */
    private static void requireHadoop() {
        ClassLoader loader = HdfsConnectionType.class.getClassLoader();
        for (String marker : List.of("org.apache.hadoop.hdfs.DistributedFileSystem", "org.apache.hadoop.ipc.RPC")) {
            try {
                Class.forName(marker, false, loader);
            } catch (ClassNotFoundException | LinkageError e) {
                throw new ConnectionException(
                        ConnectionError.PROVIDER_UNAVAILABLE,
                        "Hadoop's client is not on the class path, which HDFS connections work with",
                        "add org.apache.hadoop:hadoop-client-api and hadoop-client-runtime, 3.5.0 or later",
                        e);
            }
        }
    }
}
