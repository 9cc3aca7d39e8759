package dev.mooring.examples;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.aliyun.AliyunProvider;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.tencent.TencentProvider;

/** A layer that runs in one cloud connects to storage of that cloud only. */
final class CrossCloud {
    private CrossCloud() {}

    static void refusals() {
        refuse(
                Deployment.in(Cloud.ALIYUN, "cn-shanghai", "1384322691904283"),
                "CREATE STORAGE CONNECTION elsewhere TYPE COS\n  REGION = 'ap-shanghai'\n  APP_ID = '1310000503'"
                        + "\n  ROLE_ARN = 'qcs::cam::uin/100000000001:roleName/LakehouseRole'");
        refuse(
                Deployment.in(Cloud.TENCENT, "ap-shanghai", "100029595716"),
                "CREATE STORAGE CONNECTION elsewhere TYPE OSS\n  REGION = 'cn-shanghai'"
                        + "\n  ROLE_ARN = 'acs:ram::1222808864467016:role/czudfrole'");
    }

    private static void refuse(Deployment deployment, String statement) {
        try (ConnectionLayer layer = ConnectionLayer.inMemory()
                .provider(new AliyunProvider())
                .provider(new TencentProvider())
                .deployment(deployment)
                .open()) {
            System.out.println("\nin " + deployment.cloud().orElseThrow() + " > " + statement);
            System.out.println(layer.sql("sales", "qiliang").execute(statement).toText());
        } catch (ConnectionException e) {
            System.out.println(e.code().name() + ": " + e.getMessage() + "\n  remedy: " + e.remedy());
        }
    }
}
