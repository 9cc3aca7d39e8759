package dev.mooring.connection.aliyun.layer;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.aliyun.AliyunProvider;
import dev.mooring.connection.aliyun.bridge.MooringCredentialsProvider;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.ConnectionSql;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.tck.emulator.aliyun.AliyunEmulator;
import dev.mooring.connection.tck.emulator.aliyun.AliyunFault;
import dev.mooring.connection.tck.emulator.aliyun.AliyunRole;
import dev.mooring.connection.tck.emulator.aliyun.RamPolicy;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sends secrets through everything and prints all that can be printed. */
final class CanaryRun {
    private static final String ROLE = "acs:ram::444455556666:role/lake";
    private static final String WRONG = "wrong-secret-canary-77";
    private static final AccessScope READ = AccessScope.read("oss://orders/2026/");

    private final List<String> canaries = new ArrayList<>();
    private final AliyunEmulator aliyun = AliyunEmulator.start();
    private final Credential.AccessKey platform =
            aliyun.account("111122223333").createUser("platform", RamPolicy.everything());
    private final Credential.AccessKey user =
            aliyun.account("444455556666").createUser("loader", RamPolicy.everything());

    private Credential identity = platform;

    private CanaryRun() {}

    public static void main(String... arguments) throws Exception {
        CanaryRun run = new CanaryRun();
        try {
            run.run(Path.of(arguments[0]));
        } finally {
            run.aliyun.close();
        }
        Files.write(Path.of(arguments[1]), run.canaries);
        System.out.println("done");
    }

    private void run(Path store) throws Exception {
        canaries.add(platform.accessKeySecret().reveal());
        canaries.add(user.accessKeySecret().reveal());
        canaries.add(WRONG);
        try (ConnectionLayer layer = ConnectionLayer.in(store)
                .provider(new AliyunProvider())
                .serviceIdentity(Cloud.ALIYUN, () -> identity)
                .endpointOverride("sts", aliyun.endpoint())
                .endpointOverride("oss", aliyun.endpoint())
                .open()) {
            aliyun.oss().createBucket(aliyun.account("444455556666"), "orders", "cn-shanghai");
            ConnectionSql sql = layer.sql("sales", "ann");
            Connections connections = layer.workspace("sales", "ann");
            create(sql, connections);
            use(connections, "keyed", AccessScope.everything());
            use(connections, "roled", READ);
            fail(sql, connections);
        }
    }

    private void create(ConnectionSql sql, Connections connections) {
        String keyed = "CREATE STORAGE CONNECTION keyed TYPE OSS REGION = 'cn-shanghai' ENDPOINT ="
                + " 'oss-cn-shanghai.aliyuncs.com' ACCESS_ID = '" + user.accessKeyId() + "' ACCESS_KEY = '"
                + user.accessKeySecret().reveal() + "' COMMENT 'x'";
        print(ConnectionSql.redact(keyed));
        print(sql.execute(keyed).toText());
        print(sql.execute("CREATE STORAGE CONNECTION roled TYPE OSS REGION = 'cn-shanghai' ROLE_ARN = '" + ROLE + "'"));
        String externalId = connections.require("roled").externalId().orElseThrow();
        aliyun.account("444455556666")
                .putRole(AliyunRole.of(
                        "lake",
                        RamPolicy.trust(aliyun.account("111122223333").rootArn(), externalId),
                        RamPolicy.everything()));
        provoke(() -> sql.execute(keyed));
        provoke(() -> sql.execute(keyed.replace("keyed", "broken").replace("REGION", "REGON")));
        provoke(() -> sql.execute(keyed.substring(0, keyed.length() - 14)));
    }

    private void use(Connections connections, String name, AccessScope scope) throws Exception {
        print(connections.require(name));
        print(connections.explain(name, scope));
        print(connections.test(name, TestOptions.readOnly().scope(READ)));
        CredentialSource source = connections.source(name, scope);
        Credential credential = source.get();
        keep(credential);
        print(credential);
        print(source);
        print(source.ticket());
        print(source.vended());
        print(MooringCredentialsProvider.of(source));
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
        for (AliyunFault fault : List.of(AliyunFault.THROTTLED, AliyunFault.UNAVAILABLE, AliyunFault.NOT_ACTIVATED)) {
            aliyun.sts().fail(fault);
            provoke(() -> connections.vend("roled", AccessScope.read("oss://orders/" + fault + "/")));
            print(connections.test("roled", TestOptions.readOnly().scope(READ)));
        }
        aliyun.heal();
        sql.execute("ALTER CONNECTION keyed SET ACCESS_KEY = '" + WRONG + "'");
        provoke(() -> connections.vend("keyed", READ));
        print(connections.test("keyed", TestOptions.readOnly().scope(READ).withWrite()));
        Alteration blank = Alteration.builder().set("ACCESS_KEY", WRONG + " ").build();
        provoke(() -> connections.alter("keyed", blank));
        print(blank);
        failAsSession(connections);
    }

    /** The service repeats what it had signed, and with it the token of the platform's own session. */
    private void failAsSession(Connections connections) {
        Credential.Session session = (Credential.Session) connections.vend("roled", AccessScope.everything());
        keep(session);
        identity = new Credential.Session(
                session.accessKeyId(), Secret.of(WRONG), session.sessionToken(), session.expiry());
        provoke(() -> connections.vend("roled", AccessScope.read("oss://orders/another/")));
        print(connections.test("roled", TestOptions.readOnly().scope(READ)));
    }

    private void keep(Credential credential) {
        if (credential instanceof Credential.Session session) {
            canaries.add(session.accessKeySecret().reveal());
            canaries.add(session.sessionToken().reveal());
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
