package dev.mooring.connection.hdfs.layer;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.ConnectionSql;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.hdfs.HdfsProvider;
import dev.mooring.connection.hdfs.bridge.HadoopConfigurations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.security.token.Token;

/** Sends a keytab and a delegation token through everything and prints all that can be printed. */
final class CanaryRun {
    private CanaryRun() {}

    /** Takes a store, a file for the secrets, the name nodes' addresses, a keytab file and a file of an outdated one. */
    public static void main(String... arguments) throws Exception {
        List<String> canaries = new ArrayList<>();
        Path keytab = Path.of(arguments[3]);
        String encoded = Base64.getEncoder().encodeToString(Files.readAllBytes(keytab));
        canaries.add(encoded);
        canaries.add(keytab.toString());
        try (ConnectionLayer layer = ConnectionLayer.in(Path.of(arguments[0]))
                .provider(new HdfsProvider())
                .admitDirectory(keytab.getParent())
                .open()) {
            ConnectionSql sql = layer.sql("w", "u");
            Connections connections = layer.workspace("w", "u");
            for (String way : List.of("base64:" + encoded, keytab.toString(), arguments[4])) {
                String name = "c" + canaries.size();
                System.out.println(ConnectionSql.redact(create(name, arguments[2], way)));
                System.out.println(sql.execute(create(name, arguments[2], way)).toText());
                System.out.println(connections.test(name, TestOptions.readOnly()));
                canaries.addAll(use(connections, name));
            }
        }
        Files.write(Path.of(arguments[1]), canaries);
        System.out.println("done");
        System.exit(0);
    }

    private static String create(String name, String addresses, String keytab) {
        return "CREATE STORAGE CONNECTION " + name + " TYPE HDFS NAME_NODE='zeta' NAME_NODE_RPC_ADDRESSES='" + addresses
                + "' AUTH_TYPE='kerberos' KERBEROS_PRINCIPAL='canary@HDFS.TEST' KERBEROS_KEYTAB='" + keytab
                + "' NAME_NODE_PRINCIPAL='hdfs/localhost@HDFS.TEST'";
    }

    private static List<String> use(Connections connections, String name) throws Exception {
        CredentialSource source = connections.source(name, AccessScope.everything());
        try {
            Credential.Delegation credential = (Credential.Delegation) source.get();
            Token<?> token = new Token<>();
            token.decodeFromUrlString(credential.token().reveal());
            HadoopConfigurations hdfs = HadoopConfigurations.of(source);
            try (FileSystem files = hdfs.open()) {
                System.out.println(files.exists(new org.apache.hadoop.fs.Path("/")));
            }
            System.out.println(credential + " " + source + " " + source.vended() + " " + hdfs + " "
                    + connections.explain(name, AccessScope.everything()));
            return List.of(
                    credential.token().reveal(),
                    Base64.getEncoder().encodeToString(token.getPassword()),
                    HexFormat.of().formatHex(token.getPassword()),
                    HexFormat.ofDelimiter(" ").formatHex(token.getPassword()));
        } catch (ConnectionException e) {
            System.out.println("PROVOKED " + e + e.remedy());
            e.printStackTrace(System.out);
            return List.of();
        }
    }
}
