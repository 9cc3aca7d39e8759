package dev.mooring.connection.aliyun;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Resource;
import dev.mooring.connection.support.cloud.PolicyDocument.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The statements of a session policy for grants on OSS locations. */
final class OssStatements {
    private static final Map<Action, List<String>> OBJECT_ACTIONS = objectActions();

    private final List<Grant> grants;

    OssStatements(List<Grant> grants) {
        this.grants = grants;
    }

    /** All statements, none for no grants; fails for a location that a policy can not express. */
    List<Statement> all() {
        grants.forEach(grant -> requireLocation(grant.resource()));
        List<Statement> statements = new ArrayList<>(objectStatements());
        statements.addAll(listStatements());
        List<String> buckets = grants.stream()
                .map(grant -> bucketArn(grant.resource().root()))
                .distinct()
                .toList();
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

    /** One statement per set of locations, with all actions that are granted on exactly these. */
    private List<Statement> objectStatements() {
        Map<List<String>, List<String>> actionsByLocations = new LinkedHashMap<>();
        OBJECT_ACTIONS.forEach((action, names) -> {
            List<String> locations = granting(action).stream()
                    .map(location -> bucketArn(location.root()) + "/" + location.path() + "*")
                    .toList();
            if (!locations.isEmpty()) {
                actionsByLocations
                        .computeIfAbsent(locations, l -> new ArrayList<>())
                        .addAll(names);
            }
        });
        return actionsByLocations.entrySet().stream()
                .map(entry -> Statement.allow(entry.getValue(), entry.getKey()))
                .toList();
    }

    /** One statement per bucket with all its prefixes. */
    private List<Statement> listStatements() {
        Map<String, List<String>> prefixesByBucket = new LinkedHashMap<>();
        granting(Action.LIST).forEach(location -> {
            List<String> prefixes =
                    prefixesByBucket.computeIfAbsent(bucketArn(location.root()), arn -> new ArrayList<>());
            if (!location.path().isEmpty()) {
                prefixes.add(location.path() + "*");
            }
        });
        return prefixesByBucket.entrySet().stream()
                .map(entry -> listStatement(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** A whole bucket is listed without a condition: a request without a prefix would not meet any. */
    private static Statement listStatement(String bucket, List<String> prefixes) {
        Statement statement = Statement.allow(List.of("oss:ListObjects"), List.of(bucket));
        return prefixes.isEmpty() ? statement : statement.when("StringLike", Map.of("oss:Prefix", prefixes));
    }

    /** The locations that the action is granted on, without those that lie in another one. */
    private List<Resource> granting(Action action) {
        List<Resource> all = grants.stream()
                .filter(grant -> grant.actions().contains(action))
                .map(Grant::resource)
                .toList();
        return all.stream()
                .filter(resource -> all.stream().noneMatch(wider -> !wider.equals(resource) && wider.covers(resource)))
                .toList();
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
