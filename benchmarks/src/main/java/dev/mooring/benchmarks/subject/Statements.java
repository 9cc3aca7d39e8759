package dev.mooring.benchmarks.subject;

/** The text that parsers are measured with. */
public final class Statements {
    /** A CREATE with six properties. */
    public static final String CREATE = """
            CREATE STORAGE CONNECTION IF NOT EXISTS orders_landing TYPE S3
              ENDPOINT = 's3.ap-southeast-1.amazonaws.com'
              REGION = 'ap-southeast-1'
              ROLE_ARN = 'arn:aws:iam::928925945197:role/LakehouseVolumeRole'
              PATH_STYLE_ACCESS = 'false'
              HADOOP_LISTING = 'true'
              KMS_KEY_ARN = 'arn:aws:kms:ap-southeast-1:928925945197:key/0d1e2f3a'
              COMMENT 'landing zone of orders'
            """;

    private Statements() {}
}
