package dev.mooring.connection.aws;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Resource;
import dev.mooring.connection.aws.IamSessionPolicy.Reader;
import dev.mooring.connection.aws.IamSessionPolicy.Terms;
import dev.mooring.connection.support.cloud.PolicyDocument.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The statements of a session policy for grants on S3 locations. */
final class S3Statements {
    private static final int LAST_ALLOWED_CHARACTER = 0xFF;
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{2,254}");
    private static final Map<Action, List<String>> OBJECT_ACTIONS = objectActions();

    private final Terms terms;
    private final List<Grant> grants;

    S3Statements(Terms terms, List<Grant> grants) {
        this.terms = terms;
        this.grants = grants;
    }

    /** All statements, none for no grants; fails for a location that a policy can not express. */
    List<Statement> all() {
        grants.forEach(grant -> requireLocation(grant.resource()));
        List<Statement> statements = new ArrayList<>(objectStatements());
        statements.addAll(listStatements());
        List<String> buckets = grants.stream()
                .map(grant -> bucketArn(grant.resource()))
                .distinct()
                .toList();
        if (!buckets.isEmpty()) {
            statements.add(Statement.allow(List.of("s3:GetBucketLocation"), buckets));
            terms.kms()
                    .ifPresent(kms ->
                            statements.addAll(kms.statements(kmsContext(Action.READ), kmsContext(Action.WRITE))));
        }
        return statements;
    }

    /** Makes the three characters literal that mean something in an IAM pattern. */
    static String literal(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.chars().forEach(c -> {
            if (c == '*' || c == '?' || c == '$') {
                escaped.append("${").append((char) c).append('}');
            } else {
                escaped.append((char) c);
            }
        });
        return escaped.toString();
    }

    /** One statement per set of locations, with all actions that are granted on exactly these. */
    private List<Statement> objectStatements() {
        Map<List<String>, List<String>> actionsByLocations = new LinkedHashMap<>();
        OBJECT_ACTIONS.forEach((action, names) -> {
            List<String> locations =
                    granting(action).stream().map(this::objectsArn).toList();
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

    /** One statement per bucket with all its prefixes: a second one would widen nothing but cost characters. */
    private List<Statement> listStatements() {
        Map<String, List<String>> prefixesByBucket = new LinkedHashMap<>();
        granting(Action.LIST)
                .forEach(location -> prefixesByBucket
                        .computeIfAbsent(bucketArn(location), arn -> new ArrayList<>())
                        .addAll(prefixes(location.path())));
        return prefixesByBucket.entrySet().stream()
                .map(entry -> listStatement(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** A whole bucket is listed without a condition: a request without a prefix would not meet any. */
    private static Statement listStatement(String bucket, List<String> prefixes) {
        Statement statement = Statement.allow(List.of("s3:ListBucket"), List.of(bucket));
        return prefixes.isEmpty() ? statement : statement.when("StringLike", Map.of("s3:prefix", prefixes));
    }

    private List<String> prefixes(String path) {
        if (path.isEmpty()) {
            return List.of();
        }
        String folder = literal(path);
        return switch (terms.listing()) {
            case BELOW_FOLDER -> List.of(folder + "*");
            case WITH_FOLDER_NAME -> List.of(folder.substring(0, folder.length() - 1), folder, folder + "*");
        };
    }

    /** With a bucket key the context names the bucket, else the object. */
    private List<String> kmsContext(Action action) {
        List<String> arns = new ArrayList<>();
        granting(action).stream().map(this::bucketArn).distinct().forEach(arns::add);
        granting(action).stream().map(this::objectsArn).forEach(arns::add);
        return arns;
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

    private String bucketArn(Resource location) {
        return String.join(":", "arn", terms.partition(), "s3", "", "", location.root());
    }

    private String objectsArn(Resource location) {
        return bucketArn(location) + "/" + literal(location.path()) + "*";
    }

    private void requireLocation(Resource resource) {
        if (!BUCKET.matcher(resource.root()).matches()) {
            throw new ConnectionException(
                    ConnectionError.INVALID_SCOPE,
                    "bucket name " + resource.root()
                            + " is not legal: a bucket's name has 3 to 255 letters, digits, dots,"
                            + " hyphens and underscores, and starts with a letter or digit",
                    "write s3://bucket/prefix/=READ,LIST with the bucket's own name");
        }
        if (resource.path().chars().anyMatch(c -> c > LAST_ALLOWED_CHARACTER)) {
            throw new ConnectionException(
                    ConnectionError.SCOPE_NOT_ENFORCEABLE,
                    resource + " has characters that a session policy of AWS can not hold (above U+00FF)",
                    "ask for a parent folder whose name has only characters up to U+00FF");
        }
        if (terms.reader() == Reader.OTHER_STORE && !literal(resource.path()).equals(resource.path())) {
            throw new ConnectionException(
                    ConnectionError.SCOPE_NOT_ENFORCEABLE,
                    resource + " has a character (*, ? or $) that a session policy of a store outside AWS can not take"
                            + " literally",
                    "ask for a parent folder without such characters in its name");
        }
    }

    private static Map<Action, List<String>> objectActions() {
        Map<Action, List<String>> actions = new LinkedHashMap<>();
        actions.put(Action.READ, List.of("s3:GetObject", "s3:GetObjectVersion"));
        actions.put(Action.WRITE, List.of("s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"));
        actions.put(Action.DELETE, List.of("s3:DeleteObject"));
        return actions;
    }
}
