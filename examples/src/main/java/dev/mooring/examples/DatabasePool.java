package dev.mooring.examples;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.Connections;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.aws.AwsProvider;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.jdbc.JdbcProvider;
import dev.mooring.connection.jdbc.bridge.ConnectionDataSource;
import dev.mooring.connection.tck.emulator.aws.AwsAccount;
import dev.mooring.connection.tck.emulator.aws.AwsEmulator;
import dev.mooring.connection.tck.emulator.aws.IamPolicy;
import dev.mooring.testserver.postgres.TestPostgres;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/** A pool of a PostgreSQL whose login is in Secrets Manager, emulated: the password is rotated there, and the pool goes on. */
public final class DatabasePool {
    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");
    private static final String REGION = "eu-west-1";

    private DatabasePool() {}

    public static void main(String... arguments) throws Exception {
        try (TestPostgres server = TestPostgres.start();
                AwsEmulator aws = AwsEmulator.start();
                ConnectionLayer layer = ConnectionLayer.inMemory()
                        .provider(new AwsProvider())
                        .provider(new JdbcProvider())
                        .deployment(Deployment.in(Cloud.AWS, REGION, "111122223333"))
                        .endpointOverride("secretsmanager", aws.endpoint())
                        .open()) {
            AwsAccount account = aws.account("444455556666");
            String secret = rotated(server, aws, account, "first-password-of-the-ledger");
            AccessKey reader = account.createUser(
                    "reader", IamPolicy.allow(List.of("secretsmanager:GetSecretValue"), List.of(secret)));
            Connections connections = layer.workspace("sales", "ann");
            connections.create(ConnectionDraft.of("lake", "S3")
                    .property("REGION", REGION)
                    .property("ACCESS_KEY", reader.accessKeyId())
                    .property("SECRET_KEY", reader.accessKeySecret().reveal())
                    .build());
            connections.create(ConnectionDraft.of("ledger", "JDBC")
                    .property("JDBC_CONNECTION_URL", "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres")
                    .property("SECRET_ID", secret)
                    .property("SECRET_CONNECTION", "lake")
                    .property("CUSTOM_JDBC_CERT", server.certificatePem())
                    .property("SKIP_CUSTOM_JDBC_CERT_VALIDATION", "true")
                    .build());
            System.out.println("test of connection ledger: "
                    + connections.test("ledger", TestOptions.readOnly()).outcome());

            HikariConfig pool = new HikariConfig();
            pool.setDataSource(ConnectionDataSource.of(connections.source("ledger", AccessScope.everything())));
            try (HikariDataSource sessions = new HikariDataSource(pool)) {
                System.out.println("the pool logs in as " + user(sessions));
                rotated(server, aws, account, "second-password-of-the-ledger");
                sessions.getHikariPoolMXBean().softEvictConnections();
                System.out.println("after a rotation it logs in as " + user(sessions));
            }
        }
    }

    /** As a rotation does: first the database's password, then the secret; returns the secret's ARN. */
    private static String rotated(TestPostgres server, AwsEmulator aws, AwsAccount account, String password) {
        server.password("ledger_app", password, FAR);
        return aws.secretsManager()
                .putSecret(
                        account,
                        REGION,
                        "ledger",
                        Secret.of("{\"username\":\"ledger_app\",\"password\":\"" + password + "\"}"));
    }

    private static String user(DataSource sessions) throws SQLException {
        try (var session = sessions.getConnection();
                Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_user")) {
            row.next();
            return row.getString(1);
        }
    }
}
