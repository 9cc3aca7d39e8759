package dev.mooring.connection.aliyun;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Resource;
import dev.mooring.connection.support.cloud.GrantedLocations;
import dev.mooring.connection.support.cloud.PolicyDocument.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The statements of a session policy for grants on OSS locations. */
final class OssStatements {
    private static final Map<Action, List<String>> OBJECT_ACTIONS = objectActions();

    private final List<Grant> grants;
    private final GrantedLocations locations;

    OssStatements(List<Grant> grants) {
        this.grants = grants;
        this.locations = new GrantedLocations(grants);
    }

    /** All statements, none for no grants; fails for a location that a policy can not express. */
    List<Statement> all() {
        grants.forEach(grant -> requireLocation(grant.resource()));
        List<Statement> statements =
                new ArrayList<>(locations.objectStatements(OBJECT_ACTIONS, OssStatements::objects));
        statements.addAll(listStatements());
        List<String> buckets =
                locations.buckets().stream().map(OssStatements::bucketArn).toList();
        if (!buckets.isEmpty()) {
            // without a condition: a request for the location carries no prefix and would not meet any
            statements.add(Statement.allow(List.of("oss:GetBucketLocation"), buckets));
        }
        return statements;
    }

    /** A bucket in the form of RAM; the documentation knows no region there but the asterisk. */
    static String bucketArn(String bucket) {
        return "acs:oss:*:*:" + bucket;
    }

    private static String objects(Resource location) {
        return bucketArn(location.root()) + "/" + location.path() + "*";
    }

    /** One statement per bucket with all its prefixes. */
    private List<Statement> listStatements() {
        List<Statement> statements = new ArrayList<>();
        locations.byBucket(Action.LIST).forEach((bucket, listed) -> {
            List<String> prefixes = new ArrayList<>(listed.size());
            listed.stream()
                    .filter(location -> !location.path().isEmpty())
                    .forEach(location -> prefixes.add(location.path() + "*"));
            statements.add(listStatement(bucketArn(bucket), prefixes));
        });
        return statements;
    }

    /** A whole bucket is listed without a condition: a request without a prefix would not meet any. */
    private static Statement listStatement(String bucket, List<String> prefixes) {
        Statement statement = Statement.allow(List.of("oss:ListObjects"), List.of(bucket));
        return prefixes.isEmpty() ? statement : statement.when("StringLike", Map.of("oss:Prefix", prefixes));
    }

    private static void requireLocation(Resource resource) {
        if (!AliyunRegion.isBucket(resource.root())) {
            throw new ConnectionException(
                    ConnectionError.INVALID_SCOPE,
                    "bucket name " + resource.root() + " is not legal: a bucket's name has "
                            + AliyunRegion.bucketExpectation(),
                    "write oss://bucket/prefix/=READ,LIST with the bucket's own name");
        }
        if (resource.path().indexOf('*') >= 0 || resource.path().indexOf('?') >= 0) {
            throw new ConnectionException(
                    ConnectionError.SCOPE_NOT_ENFORCEABLE,
                    resource + " has a character (* or ?) that a policy of Alibaba Cloud can not take literally",
                    "ask for a parent folder without such characters in its name");
        }
    }

    private static Map<Action, List<String>> objectActions() {
        Map<Action, List<String>> actions = new LinkedHashMap<>();
        actions.put(Action.READ, List.of("oss:GetObject", "oss:GetObjectVersion"));
        actions.put(Action.WRITE, List.of("oss:PutObject", "oss:AbortMultipartUpload", "oss:ListParts"));
        actions.put(Action.DELETE, List.of("oss:DeleteObject"));
        return actions;
    }
}
