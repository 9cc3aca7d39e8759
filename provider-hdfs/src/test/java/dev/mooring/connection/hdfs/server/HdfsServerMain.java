package dev.mooring.connection.hdfs.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.HDFSPolicyProvider;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.MiniDFSNNTopology;
import org.apache.hadoop.hdfs.protocol.HdfsConstants.SafeModeAction;
import org.apache.hadoop.hdfs.server.namenode.NameNodeRpcServer;
import org.apache.hadoop.security.UserGroupInformation;

/** A cluster in this process, which does what it is told on its standard input and ends with it. */
final class HdfsServerMain {
    private final MiniDFSCluster cluster;
    private final Configuration configuration;

    private HdfsServerMain(MiniDFSCluster cluster, Configuration configuration) {
        this.cluster = cluster;
        this.configuration = configuration;
    }

    /** Takes a directory, the number of data nodes and, for a secure cluster, a principal and its keytab. */
    public static void main(String... arguments) throws Exception {
        Configuration configuration = new HdfsConfiguration();
        configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, arguments[0]);
        configuration.set("dfs.namenode.audit.loggers", RecordedCalls.class.getName());
        configuration.setBoolean("hadoop.security.authorization", true);
        configuration.setInt("ipc.client.connect.max.retries", 1);
        if (arguments.length > 2) {
            secure(configuration, arguments[2], arguments[3]);
        }
        MiniDFSCluster cluster = new MiniDFSCluster.Builder(configuration)
                .nnTopology(MiniDFSNNTopology.simpleHATopology())
                .numDataNodes(Integer.parseInt(arguments[1]))
                .build();
        cluster.transitionToActive(0);
        cluster.waitActive();
        new HdfsServerMain(cluster, configuration).serve();
        Runtime.getRuntime().halt(0);
    }

    private static void secure(Configuration configuration, String principal, String keytab) throws IOException {
        String realm = principal.substring(principal.indexOf('@'));
        configuration.set("hadoop.security.authentication", "kerberos");
        for (String node : List.of("namenode", "datanode")) {
            configuration.set("dfs." + node + ".kerberos.principal", principal);
            configuration.set("dfs." + node + ".keytab.file", keytab);
        }
        configuration.set("dfs.web.authentication.kerberos.principal", "HTTP/localhost" + realm);
        configuration.set("dfs.web.authentication.kerberos.keytab", keytab);
        configuration.setBoolean("dfs.block.access.token.enable", true);
        configuration.setBoolean("ignore.secure.ports.for.testing", true);
        configuration.set("dfs.namenode.http-address", "localhost:0");
        configuration.set("hadoop.rpc.protection", "authentication,privacy");
        configuration.set("hadoop.security.auth_to_local", "RULE:[2:$1@$0](hdfs@.*)s/.*/hdfs/ DEFAULT");
        configuration.set("dfs.namenode.delegation.token.renew-interval", "3600000");
        UserGroupInformation.setConfiguration(configuration);
        UserGroupInformation.loginUserFromKeytab(principal, keytab);
    }

    private void serve() throws Exception {
        List<String> ports = IntStream.range(0, cluster.getNumNameNodes())
                .mapToObj(node -> cluster.getNameNodePort(node) + " "
                        + cluster.getNameNode(node).getHttpAddress().getPort())
                .toList();
        System.out.println("READY " + String.join(" ", ports));
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ");
            try {
                obey(words);
            } catch (Exception e) {
                System.out.println("FAILED " + e);
            }
            System.out.println("END");
        }
    }

    private void obey(String... words) throws Exception {
        switch (words[0]) {
            case "calls" -> RecordedCalls.from(Integer.parseInt(words[1])).forEach(System.out::println);
            case "active" -> cluster.transitionToActive(Integer.parseInt(words[1]));
            case "standby" -> cluster.transitionToStandby(Integer.parseInt(words[1]));
            case "admit" -> admit(words[1]);
            case "directory" -> directory(words[1], words[2], words[3]);
            case "owner" ->
                System.out.println(active().getFileStatus(new Path(words[1])).getOwner());
            case "safemode" -> safeMode(words[1]);
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    /** Lets these users use the file system, or all with an asterisk. */
    private void admit(String users) {
        Configuration rules = new Configuration(configuration);
        rules.set("security.client.protocol.acl", users);
        for (int node = 0; node < cluster.getNumNameNodes(); node++) {
            NameNodeRpcServer server = (NameNodeRpcServer) cluster.getNameNodeRpc(node);
            server.getClientRpcServer().refreshServiceAclWithLoadedConfiguration(rules, new HDFSPolicyProvider());
        }
    }

    private void directory(String path, String owner, String mode) throws IOException {
        FileSystem files = active();
        Path directory = new Path(path);
        files.mkdirs(directory);
        files.setPermission(directory, new FsPermission(mode));
        files.setOwner(directory, owner, "users");
    }

    private void safeMode(String safe) throws IOException {
        SafeModeAction action = safe.equals("on") ? SafeModeAction.SAFEMODE_ENTER : SafeModeAction.SAFEMODE_LEAVE;
        cluster.getNameNodeRpc(0).setSafeMode(action, false);
    }

    private FileSystem active() throws IOException {
        return cluster.getFileSystem(0);
    }
}
