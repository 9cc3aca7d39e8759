package dev.mooring.connection.aliyun;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySpec;
import java.net.URI;

/** The properties of both types; those that have one name in both are read by these specs. */
final class AliyunProperties {
    static final int SHORTEST_SESSION = 900;
    static final int LONGEST_SESSION = 43_200;

    static final PropertySpec<String> ROLE_ARN = PropertySpec.role("ROLE_ARN")
            .describe("ARN of the RAM role to assume")
            .build();
    static final PropertySpec<String> REGION = PropertySpec.region("REGION")
            .describe("region of the buckets, such as cn-hangzhou; with a key, that of ENDPOINT by default")
            .build();
    static final PropertySpec<String> ACCESS_ID = PropertySpec.identifier("ACCESS_ID")
            .alias("ACCESS_KEY_ID")
            .describe("id of an AccessKey, LTAI…; not the secret")
            .build();
    static final PropertySpec<Secret> ACCESS_KEY = PropertySpec.secret("ACCESS_KEY")
            .alias("ACCESS_KEY_SECRET")
            .describe("secret of that AccessKey")
            .build();
    static final PropertySpec<URI> ENDPOINT = PropertySpec.endpoint("ENDPOINT")
            .describe("OSS address without the bucket: public, internal or accelerate")
            .build();
    static final PropertySpec<Network> NETWORK = PropertySpec.oneOf("NETWORK", Network.class)
            .describe("which addresses of the region to use; auto takes the internal one where it can be reached."
                    + " By default as ENDPOINT says, else public")
            .build();
    static final PropertySpec<URI> STS_ENDPOINT = PropertySpec.endpoint("STS_ENDPOINT")
            .describe("STS address of Alibaba Cloud, when it is not the one that REGION and NETWORK mean")
            .build();
    static final PropertySpec<Integer> SESSION_DURATION = PropertySpec.integer("SESSION_DURATION")
            .defaultsTo("3600")
            .describe("seconds a vended credential lives, " + SHORTEST_SESSION + " to " + LONGEST_SESSION)
            .build();

    /** Which addresses of a region are used. */
    enum Network {
        PUBLIC,
        INTERNAL,
        AUTO
    }

    private AliyunProperties() {}
}
