package dev.mooring.connection.aws.layer;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.aws.AwsProvider;
import dev.mooring.connection.aws.bridge.MooringCredentialsProvider;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.ConnectionSql;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.tck.emulator.aws.AwsEmulator;
import dev.mooring.connection.tck.emulator.aws.AwsFault;
import dev.mooring.connection.tck.emulator.aws.AwsRole;
import dev.mooring.connection.tck.emulator.aws.IamPolicy;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sends secrets through everything and prints all that can be printed. */
final class CanaryRun {
    private static final String ROLE = "arn:aws:iam::444455556666:role/lake";
    private static final String WRONG = "wrong-secret-canary-77";
    private static final AccessScope READ = AccessScope.read("s3://orders/2026/");

    private final List<String> canaries = new ArrayList<>();
    private final AwsEmulator aws = AwsEmulator.start();
    private final Credential.AccessKey platform =
            aws.account("111122223333").createUser("platform", IamPolicy.everything());
    private final Credential.AccessKey user = aws.account("444455556666").createUser("loader", IamPolicy.everything());

    private CanaryRun() {}

    public static void main(String... arguments) throws Exception {
        CanaryRun run = new CanaryRun();
        try {
            run.run(Path.of(arguments[0]));
        } finally {
            run.aws.close();
        }
        Files.write(Path.of(arguments[1]), run.canaries);
        System.out.println("done");
    }

    private void run(Path store) throws Exception {
        canaries.add(platform.accessKeySecret().reveal());
        canaries.add(user.accessKeySecret().reveal());
        canaries.add(WRONG);
        try (ConnectionLayer layer = ConnectionLayer.in(store)
                .provider(new AwsProvider())
                .serviceIdentity(Cloud.AWS, () -> platform)
                .endpointOverride("sts", aws.endpoint())
                .endpointOverride("s3", aws.endpoint())
                .open()) {
            aws.s3().createBucket(aws.account("444455556666"), "orders", "eu-west-1");
            ConnectionSql sql = layer.sql("sales", "ann");
            Connections connections = layer.workspace("sales", "ann");
            create(sql, connections);
            use(connections, "keyed");
            use(connections, "roled");
            fail(sql, connections);
        }
    }

    private void create(ConnectionSql sql, Connections connections) {
        String keyed = "CREATE STORAGE CONNECTION keyed TYPE S3 REGION = 'eu-west-1' ACCESS_KEY = '"
                + user.accessKeyId() + "' SECRET_KEY = '"
                + user.accessKeySecret().reveal() + "' COMMENT 'x'";
        print(ConnectionSql.redact(keyed));
        print(sql.execute(keyed).toText());
        print(sql.execute("CREATE STORAGE CONNECTION roled TYPE S3 REGION = 'eu-west-1' ROLE_ARN = '" + ROLE + "'"));
        String externalId = connections.require("roled").externalId().orElseThrow();
        aws.account("444455556666")
                .putRole(AwsRole.of(
                        "lake",
                        IamPolicy.trust(aws.account("111122223333").rootArn(), externalId),
                        IamPolicy.everything()));
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
        for (AwsFault fault : List.of(AwsFault.THROTTLED, AwsFault.UNAVAILABLE, AwsFault.REGION_DISABLED)) {
            aws.sts().fail(fault);
            provoke(() -> connections.vend("keyed", AccessScope.read("s3://orders/" + fault + "/")));
            print(connections.test("roled", TestOptions.readOnly().scope(READ)));
        }
        aws.heal();
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
