package dev.mooring.connection.hms.kerberos;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.ConnectionSql;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.hms.Layers;
import dev.mooring.connection.hms.bridge.MetastoreClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sends secrets through everything and prints all that can be printed. */
final class CanaryRun {
    private static final String WRONG = "wrong-password-canary-77";
    private static final AccessScope READ = AccessScope.read("hms://default");

    private final List<String> canaries = new ArrayList<>();

    private CanaryRun() {}

    /** Store, file for the canaries, and a file with: URI and password, then URI, krb5.conf and keytab. */
    public static void main(String... arguments) throws Exception {
        List<String> given = Files.readAllLines(Path.of(arguments[2]));
        CanaryRun run = new CanaryRun();
        run.run(Path.of(arguments[0]), given);
        Files.write(Path.of(arguments[1]), run.canaries);
        System.out.println("done");
    }

    private void run(Path store, List<String> given) throws Exception {
        canaries.add(given.get(1));
        canaries.add(WRONG);
        canaries.add(given.get(4).substring("base64:".length()));
        Path krb5Conf = Path.of(given.get(3));
        try (Layers layers = new Layers(ConnectionLayer.in(store).admitDirectory(krb5Conf.getParent()))) {
            ConnectionSql sql = layers.sql();
            String plain =
                    "CREATE CATALOG CONNECTION plain TYPE HMS STORAGE_CONNECTION = 'lake' HIVE_METASTORE_URIS = '"
                            + given.get(0) + "' AUTH_TYPE = 'plain' USERNAME = 'alice' PASSWORD = '" + given.get(1)
                            + "'";
            print(ConnectionSql.redact(plain));
            print(sql.execute(plain).toText());
            String kerberos =
                    "CREATE CATALOG CONNECTION krb TYPE HMS STORAGE_CONNECTION = 'lake' HIVE_METASTORE_URIS = '"
                            + given.get(2) + "' AUTH_TYPE = 'kerberos' KERBEROS_CLIENT_PRINCIPAL = '"
                            + KerberosMetastore.CLIENT
                            + "' KERBEROS_SERVICE_PRINCIPAL = '" + KerberosMetastore.SERVICE
                            + "' KERBEROS_KRB5_CONFIG_PATH = '" + krb5Conf + "' KERBEROS_KEYTAB = '" + given.get(4)
                            + "'";
            print(ConnectionSql.redact(kerberos));
            print(sql.execute(kerberos).toText());
            provoke(() -> sql.execute(kerberos));
            provoke(() -> sql.execute(plain.replace("PASSWORD", "PASWORD").replace("plain TYPE", "other TYPE")));
            use(layers.connections(), "plain");
            use(layers.connections(), "krb");
            sql.execute("ALTER CONNECTION plain SET PASSWORD = '" + WRONG + "'");
            print(layers.connections().test("plain", TestOptions.readOnly()));
            provoke(() -> call(layers.connections().source("plain", AccessScope.everything())));
        }
    }

    private void use(Connections connections, String name) {
        print(connections.require(name));
        print(connections.explain(name, AccessScope.everything()));
        print(connections.test(name, TestOptions.readOnly().scope(READ)));
        CredentialSource source = connections.source(name, AccessScope.everything());
        Credential credential = source.get();
        if (credential instanceof Credential.Delegation delegation) {
            canaries.add(delegation.token().reveal());
        }
        print(credential);
        print(source.vended());
        print(source.ticket());
        call(source);
    }

    private static void call(CredentialSource source) {
        try (MetastoreClient client = MetastoreClient.open(source)) {
            print(client);
            print(client.calls().get_all_databases());
        } catch (org.apache.thrift.TException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void provoke(Runnable call) {
        try {
            call.run();
        } catch (ConnectionException e) {
            print("PROVOKED " + e + e.violations() + e.remedy());
            e.printStackTrace(System.out);
            return;
        }
        throw new IllegalStateException("not refused");
    }

    private static void print(Object anything) {
        System.out.println(anything);
    }
}
