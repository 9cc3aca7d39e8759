package dev.mooring.examples;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connections;
import dev.mooring.connection.TrustDocuments;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.ConnectionSql;
import dev.mooring.connection.core.ResultTable;

/**
 * Functions of three clouds, each emulated in this process: create, see the external id, a test that fails until the role
 * trusts it, vend, call the function, read the bucket with its code.
 */
public final class CloudFunctions {
    private CloudFunctions() {}

    public static void main(String... arguments) throws Exception {
        try (FunctionCloud aliyun = new LocalAliyun();
                FunctionCloud tencent = new LocalTencent();
                FunctionCloud aws = new LocalAws()) {
            walk(aliyun);
            walk(tencent);
            walk(aws);
        }
    }

    static void walk(FunctionCloud cloud) throws Exception {
        System.out.println("\n==== " + cloud.title() + " ====");
        AccessScope scope = AccessScope.invoke(cloud.scheme() + "://" + FunctionCloud.FUNCTION);
        String test = "TEST CONNECTION udf SCOPE '" + String.join("', '", scope.texts()) + "'";
        try (ConnectionLayer layer = cloud.layer()) {
            ConnectionSql sql = layer.sql("sales", "qiliang");
            Connections connections = layer.workspace("sales", "qiliang");
            run(sql, cloud.create());
            run(sql, "DESC CONNECTION udf");
            run(sql, test);
            trust(cloud, connections.trustPolicy("udf"));
            run(sql, test);
            System.out.println("\nvended for " + scope + ":\n" + connections.vend("udf", scope));
            System.out.println("\nthe emulated function answers: " + cloud.call(connections.source("udf", scope)));
            System.out.println("the emulated code bucket holds: "
                    + cloud.readCode(connections.source("udf", AccessScope.everything())));
        }
    }

    private static void trust(FunctionCloud cloud, TrustDocuments documents) {
        TrustDocuments.Document trust = documents.documents().get(0);
        System.out.println("\nthe " + trust.name() + " " + trust.purpose() + ":\n" + trust.text());
        System.out.println("the emulated role now has: " + String.join(", ", cloud.paste(documents)));
    }

    private static void run(ConnectionSql sql, String statement) {
        System.out.println("\n> " + statement);
        ResultTable result = sql.execute(statement);
        System.out.println(result.toText());
        result.warnings().forEach(warning -> System.out.println("warning: " + warning));
    }
}
