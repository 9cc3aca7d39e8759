package dev.mooring.connection.tencent;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySpec;

/** The properties of COS connections; those of SCF connections have the same names, so both are read by these specs. */
final class TencentProperties {
    static final int SHORTEST_SESSION = 900;
    static final int LONGEST_SESSION = 43_200;

    static final PropertySpec<String> ROLE_ARN = PropertySpec.role("ROLE_ARN")
            .describe("name of the CAM role to assume, qcs::cam::uin/<uin>:roleName/<role>")
            .build();
    static final PropertySpec<String> REGION = PropertySpec.region("REGION")
            .describe("region of the buckets, such as ap-shanghai")
            .build();
    static final PropertySpec<String> APP_ID = PropertySpec.text("APP_ID")
            .pattern(
                    "\\d{8,10}",
                    "the APPID, eight to ten digits, that the names of the account's buckets end in; the account's own"
                            + " number (UIN, twelve digits) stands in ROLE_ARN")
            .describe("APPID of the account, the number that its buckets' names end in")
            .build();
    static final PropertySpec<String> ACCESS_KEY = PropertySpec.identifier("ACCESS_KEY")
            .describe("SecretId of a key, AKID…; not the secret")
            .build();
    static final PropertySpec<Secret> SECRET_KEY =
            PropertySpec.secret("SECRET_KEY").describe("SecretKey of that key").build();
    static final PropertySpec<Network> NETWORK = PropertySpec.oneOf("NETWORK", Network.class)
            .defaultsTo("public")
            .describe("which addresses of COS a test uses; auto tries the internal ones first")
            .build();
    static final PropertySpec<Integer> SESSION_DURATION = PropertySpec.integer("SESSION_DURATION")
            .defaultsTo("3600")
            .describe("seconds a vended credential lives, " + SHORTEST_SESSION + " to " + LONGEST_SESSION)
            .build();

    /** Which addresses of COS are used. */
    enum Network {
        /** Those of the region; within it they lead to the internal network by themselves. */
        PUBLIC,
        /** Those of the region's own network, which exist nowhere else. */
        INTERNAL,
        /** Those of global acceleration. */
        ACCELERATE,
        /** The internal ones if they answer, else the public ones. */
        AUTO
    }

    private TencentProperties() {}
}
