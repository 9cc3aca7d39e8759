package dev.mooring.examples;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.aws.AwsProvider;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.ConnectionSql;

/** The SQL way: a script runs statement by statement, and an error says where and what to do. */
public final class RunSql {
    private static final String SCRIPT = """
            CREATE STORAGE CONNECTION IF NOT EXISTS aws_bj_conn_arn
              TYPE S3
              REGION = 'cn-north-1'
              ROLE_ARN = 'arn:aws-cn:iam::028022243208:role/LakehouseVolumeRole'
              COMMENT = 'volumes';
            CREATE API CONNECTION udf_noah
              TYPE CLOUD_FUNCTION
              PROVIDER = 'aws'
              REGION = 'ap-southeast-1'
              ROLE_ARN = 'arn:aws:iam::928925945197:role/Lambda-S3-Role'
              CODE_BUCKET = 'qiliang-udf-code';
            SHOW CONNECTIONS LIKE '%o%';
            DESC CONNECTION EXTENDED udf_noah;
            CREATE STORAGE CONNECTION broken TYPE S3 REGON = 'cn-north-1' SECRET_KEY = '****';
            """;

    private RunSql() {}

    public static void main(String... arguments) {
        try (ConnectionLayer layer =
                ConnectionLayer.inMemory().provider(new AwsProvider()).open()) {
            ConnectionSql sql = layer.sql("default", "qiliang");
            try {
                sql.run(SCRIPT, result -> System.out.println(result.toText()));
            } catch (ConnectionException e) {
                System.out.println(e.code().name() + " at " + e.position().orElseThrow());
                e.violations().forEach(violation -> System.out.println("  " + violation));
            }
        }
    }
}
