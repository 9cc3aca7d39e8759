package dev.mooring.examples;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connections;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.aws.AwsProvider;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.ConnectionSql;
import dev.mooring.connection.kafka.KafkaProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** From SQL to an object and to a record: create, show, describe, test, vend, read and write, a test that fails, drop; then what a cloud refuses. */
public final class Quickstart {
    private Quickstart() {}

    public static void main(String... arguments) throws Exception {
        Path directory = Files.createTempDirectory("mooring-quickstart");
        try (LocalS3 s3 = LocalS3.start();
                LocalKafka kafka = LocalKafka.start();
                ConnectionLayer layer = ConnectionLayer.in(directory)
                        .provider(new AwsProvider())
                        .provider(new KafkaProvider())
                        .deployment(Deployment.anywhere().account("111122223333"))
                        .open()) {
            ConnectionSql sql = layer.sql("sales", "qiliang");
            Connections connections = layer.workspace("sales", "qiliang");
            storage(s3, sql, connections);
            streams(kafka, sql, connections);
            CrossCloud.refusals();
        }
        System.out.println("\nthe store stays in " + directory);
    }

    private static void storage(LocalS3 s3, ConnectionSql sql, Connections connections) {
        run(
                sql,
                "CREATE STORAGE CONNECTION orders TYPE S3\n  ENDPOINT = '" + s3.endpoint()
                        + "'\n  REGION = 'eu-west-1'\n  ACCESS_KEY = '" + LocalS3.ACCESS_KEY
                        + "'\n  SECRET_KEY = '" + LocalS3.SECRET_KEY + "'\n  COMMENT = 'landing zone'");
        run(
                sql,
                "CREATE STORAGE CONNECTION partner TYPE S3\n  REGION = 'eu-west-1'"
                        + "\n  ROLE_ARN = 'arn:aws:iam::444455556666:role/lake'");
        run(sql, "SHOW CONNECTIONS");
        run(sql, "DESC CONNECTION orders");
        run(sql, "DESC CONNECTION partner");
        System.out.println("\n" + connections.vend("orders", AccessScope.everything()));
        try (S3Client client = s3.client(connections.source("orders", AccessScope.everything()))) {
            client.createBucket(bucket -> bucket.bucket("orders"));
            client.putObject(put -> put.bucket("orders").key("2026/first.txt"), RequestBody.fromString("1 anchor"));
            System.out.println("\nthe AWS client reads: "
                    + client.getObjectAsBytes(get -> get.bucket("orders").key("2026/first.txt"))
                            .asUtf8String());
        }
        run(sql, "TEST CONNECTION orders SCOPE 's3://orders/2026/=READ,LIST'");
        run(sql, "ALTER CONNECTION orders SET SECRET_KEY = 'a-wrong-secret'");
        run(sql, "TEST CONNECTION orders");
        run(sql, "DROP CONNECTION orders");
        run(sql, "DROP CONNECTION partner");
    }

    private static void streams(LocalKafka kafka, ConnectionSql sql, Connections connections) throws Exception {
        run(
                sql,
                "CREATE STORAGE CONNECTION events TYPE KAFKA\n  BOOTSTRAP_SERVERS = ['" + kafka.bootstrapServers()
                        + "']\n  SECURITY_PROTOCOL = 'SASL_PLAINTEXT'\n  SASL_MECHANISM = 'SCRAM-SHA-512'"
                        + "\n  SASL_USERNAME = '" + LocalKafka.USER + "'\n  SASL_PASSWORD = '" + LocalKafka.PASSWORD
                        + "'");
        String read = LocalKafka.roundTrip(
                connections.source("events", AccessScope.everything()), "orders", "1 anchor ordered");
        System.out.println("\nthe Kafka client reads: " + read);
        run(sql, "TEST CONNECTION events SCOPE 'kafka://orders=READ'");
        run(sql, "ALTER CONNECTION events SET SASL_PASSWORD = 'a-wrong-password'");
        run(sql, "TEST CONNECTION events");
        run(sql, "DROP CONNECTION events");
    }

    private static void run(ConnectionSql sql, String statement) {
        System.out.println("\n> " + ConnectionSql.redact(statement));
        System.out.println(sql.execute(statement).toText());
    }
}
