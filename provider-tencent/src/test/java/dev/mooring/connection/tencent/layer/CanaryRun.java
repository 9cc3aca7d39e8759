package dev.mooring.connection.tencent.layer;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.ConnectionSql;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.tck.emulator.tencent.CamPolicy;
import dev.mooring.connection.tck.emulator.tencent.TencentEmulator;
import dev.mooring.connection.tck.emulator.tencent.TencentFault;
import dev.mooring.connection.tck.emulator.tencent.TencentRole;
import dev.mooring.connection.tencent.TencentProvider;
import dev.mooring.connection.tencent.bridge.MooringCosCredentials;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sends secrets through everything and prints all that can be printed. */
final class CanaryRun {
    private static final String ROLE = "qcs::cam::uin/100000000001:roleName/lake";
    private static final String WRONG = "wrong-secret-canary-77";
    private static final AccessScope READ = AccessScope.read("cos://orders-1250000000/2026/");

    private final List<String> canaries = new ArrayList<>();
    private final TencentEmulator tencent = TencentEmulator.start();
    private final Credential.AccessKey platform =
            tencent.account("100029595716", "1300000001").createUser("platform", CamPolicy.everything());
    private final Credential.AccessKey user =
            tencent.account("100000000001", "1250000000").createUser("loader", CamPolicy.everything());

    private CanaryRun() {}

    public static void main(String... arguments) throws Exception {
        CanaryRun run = new CanaryRun();
        try {
            run.run(Path.of(arguments[0]));
        } finally {
            run.tencent.close();
        }
        Files.write(Path.of(arguments[1]), run.canaries);
        System.out.println("done");
    }

    private void run(Path store) throws Exception {
        canaries.add(platform.accessKeySecret().reveal());
        canaries.add(user.accessKeySecret().reveal());
        canaries.add(WRONG);
        try (ConnectionLayer layer = ConnectionLayer.in(store)
                .provider(new TencentProvider())
                .serviceIdentity(Cloud.TENCENT, () -> platform)
                .endpointOverride("sts", tencent.endpoint())
                .endpointOverride("cos", tencent.endpoint())
                .open()) {
            tencent.cos().createBucket(tencent.account("100000000001", "1250000000"), "orders", "ap-shanghai");
            ConnectionSql sql = layer.sql("sales", "ann");
            Connections connections = layer.workspace("sales", "ann");
            create(sql, connections);
            use(connections, "keyed");
            use(connections, "roled");
            fail(sql, connections);
        }
    }

    private void create(ConnectionSql sql, Connections connections) {
        String keyed =
                "CREATE STORAGE CONNECTION keyed TYPE COS APP_ID = '1250000000' REGION = 'ap-shanghai' ACCESS_KEY = '"
                        + user.accessKeyId() + "' SECRET_KEY = '"
                        + user.accessKeySecret().reveal() + "' COMMENT 'x'";
        print(ConnectionSql.redact(keyed));
        print(sql.execute(keyed).toText());
        print(sql.execute(
                "CREATE STORAGE CONNECTION roled TYPE COS APP_ID = '1250000000' REGION = 'ap-shanghai' ROLE_ARN = '"
                        + ROLE + "'"));
        String externalId = connections.require("roled").externalId().orElseThrow();
        tencent.account("100000000001", "1250000000")
                .putRole(TencentRole.of(
                        "lake",
                        CamPolicy.trust(
                                tencent.account("100029595716", "1300000001").rootArn(), externalId),
                        CamPolicy.everything()));
        provoke(() -> sql.execute(keyed));
        provoke(() -> sql.execute(keyed.replace("keyed", "broken").replace("REGION", "REGON")));
        provoke(() -> sql.execute(keyed.substring(0, keyed.length() - 14)));
    }

    private void use(Connections connections, String name) throws Exception {
        print(connections.require(name));
        print(connections.explain(name, READ));
        print(connections.test(name, TestOptions.readOnly().scope(READ)));
        CredentialSource source = connections.source(name, READ);
        Credential credential = source.get();
        keep(credential);
        print(credential);
        print(source);
        print(source.ticket());
        print(source.vended());
        print(MooringCosCredentials.of(source));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(source.ticket());
        }
        print(bytes.toString(StandardCharsets.ISO_8859_1));
        source.rejected(credential);
        Credential renewed = source.get();
        keep(renewed);
        print(renewed);
    }

    private void fail(ConnectionSql sql, Connections connections) {
        for (TencentFault fault :
                List.of(TencentFault.THROTTLED, TencentFault.UNAVAILABLE, TencentFault.NOT_ACTIVATED)) {
            tencent.sts().fail(fault);
            provoke(() -> connections.vend("keyed", AccessScope.read("cos://orders-1250000000/" + fault + "/")));
            print(connections.test("roled", TestOptions.readOnly().scope(READ)));
        }
        tencent.heal();
        sql.execute("ALTER CONNECTION keyed SET SECRET_KEY = '" + WRONG + "'");
        provoke(() -> connections.vend("keyed", READ));
        print(connections.test("keyed", TestOptions.readOnly().scope(READ).withWrite()));
        Alteration blank = Alteration.builder().set("SECRET_KEY", WRONG + " ").build();
        provoke(() -> connections.alter("keyed", blank));
        print(blank);
    }

    private void keep(Credential credential) {
        Credential.Session session = (Credential.Session) credential;
        canaries.add(session.accessKeySecret().reveal());
        canaries.add(session.sessionToken().reveal());
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
