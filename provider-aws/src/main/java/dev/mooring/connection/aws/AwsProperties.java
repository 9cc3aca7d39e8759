package dev.mooring.connection.aws;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySpec;
import java.net.URI;

/** The properties of S3 connections; those of Lambda connections have the same names, so both are read by these specs. */
final class AwsProperties {
    static final int SHORTEST_SESSION = 900;
    static final int LONGEST_SESSION = 43_200;
    static final int LONGEST_CHAINED_SESSION = 3_600;

    static final PropertySpec<String> ROLE_ARN = PropertySpec.role("ROLE_ARN")
            .describe("ARN of the IAM role to assume")
            .build();
    static final PropertySpec<String> REGION = PropertySpec.region("REGION")
            .describe("region of the buckets, such as eu-west-1; any text for a store outside AWS")
            .build();
    static final PropertySpec<String> ACCESS_KEY = PropertySpec.identifier("ACCESS_KEY")
            .alias("ACCESS_KEY_ID")
            .describe("id of an access key, AKIA…; not the secret")
            .build();
    static final PropertySpec<Secret> SECRET_KEY = PropertySpec.secret("SECRET_KEY")
            .alias("SECRET_ACCESS_KEY")
            .describe("secret of that access key")
            .build();
    static final PropertySpec<URI> ENDPOINT = PropertySpec.endpoint("ENDPOINT")
            .describe("S3 address without the bucket, when it is not the region's own")
            .build();
    static final PropertySpec<URI> STS_ENDPOINT = PropertySpec.endpoint("STS_ENDPOINT")
            .describe("STS address, when it is not the region's own; needed to narrow on a store outside AWS")
            .build();
    static final PropertySpec<Boolean> PATH_STYLE = PropertySpec.flag("PATH_STYLE")
            .describe("whether the bucket stands in the path of a URL; by default only outside AWS")
            .build();
    /** A lone asterisk would say the same in IAM, but as a property it is taken for a masked value. */
    static final PropertySpec<String> KMS_KEY_ARN = PropertySpec.text("KMS_KEY_ARN")
            .pattern(
                    "(?i)any|arn:[a-z-]+:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]{1,64}",
                    "the ARN of a KMS key (not of an alias), or the word any")
            .describe("KMS key of encrypted objects, or any for every key that S3 uses for the granted objects")
            .build();

    static final PropertySpec<Boolean> HADOOP_LISTING = PropertySpec.flag("HADOOP_LISTING")
            .defaultsTo("false")
            .describe("lets a listing also name the granted folder itself, as Hadoop's S3A does;"
                    + " this shows siblings whose names start with the folder's")
            .build();
    static final PropertySpec<Integer> SESSION_DURATION = PropertySpec.integer("SESSION_DURATION")
            .defaultsTo("3600")
            .describe("seconds a vended credential lives, " + SHORTEST_SESSION + " to " + LONGEST_SESSION)
            .build();

    private AwsProperties() {}
}
