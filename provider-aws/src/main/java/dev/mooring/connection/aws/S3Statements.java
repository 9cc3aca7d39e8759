package dev.mooring.connection.aws;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Resource;
import dev.mooring.connection.aws.IamSessionPolicy.Reader;
import dev.mooring.connection.aws.IamSessionPolicy.Terms;
import dev.mooring.connection.support.cloud.GrantedLocations;
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
    private final GrantedLocations locations;
    private final String arn;

    S3Statements(Terms terms, List<Grant> grants) {
        this.terms = terms;
        this.grants = grants;
        this.locations = new GrantedLocations(grants);
        this.arn = "arn:" + terms.partition() + ":s3:::";
    }

    /** All statements, none for no grants; fails for a location that a policy can not express. */
    List<Statement> all() {
        List<String> buckets = locations.buckets();
        buckets.forEach(S3Statements::requireBucket);
        grants.forEach(grant -> requireLocation(grant.resource()));
        List<Statement> statements = new ArrayList<>(locations.objectStatements(OBJECT_ACTIONS, this::objectsArn));
        statements.addAll(listStatements());
        if (!buckets.isEmpty()) {
            statements.add(Statement.allow(
                    List.of("s3:GetBucketLocation"),
                    buckets.stream().map(arn::concat).toList()));
            terms.kms()
                    .ifPresent(kms ->
                            statements.addAll(kms.statements(kmsContext(Action.READ), kmsContext(Action.WRITE))));
        }
        return statements;
    }

    /** Makes the three characters literal that mean something in an IAM pattern. */
    static String literal(String text) {
        boolean plain = true;
        for (int i = 0; i < text.length() && plain; i++) {
            plain = !isPattern(text.charAt(i));
        }
        return plain ? text : escaped(text);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.chars().forEach(c -> {
            if (isPattern(c)) {
                escaped.append("${").append((char) c).append('}');
            } else {
                escaped.append((char) c);
            }
        });
        return escaped.toString();
    }

    private static boolean isPattern(int c) {
        return c == '*' || c == '?' || c == '$';
    }

    /** One statement per bucket with all its prefixes: a second one would widen nothing but cost characters. */
    private List<Statement> listStatements() {
        List<Statement> statements = new ArrayList<>();
        locations.byBucket(Action.LIST).forEach((bucket, listed) -> {
            List<String> prefixes = new ArrayList<>(listed.size());
            listed.forEach(location -> prefixes.addAll(prefixes(location.path())));
            statements.add(listStatement(arn + bucket, prefixes));
        });
        return statements;
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
        locations.byBucket(action).keySet().forEach(bucket -> arns.add(arn + bucket));
        locations.granting(action).forEach(location -> arns.add(objectsArn(location)));
        return arns;
    }

    private String objectsArn(Resource location) {
        return arn + location.root() + "/" + literal(location.path()) + "*";
    }

    private static void requireBucket(String bucket) {
        if (!BUCKET.matcher(bucket).matches()) {
            throw new ConnectionException(
                    ConnectionError.INVALID_SCOPE,
                    "bucket name " + bucket
                            + " is not legal: a bucket's name has 3 to 255 letters, digits, dots,"
                            + " hyphens and underscores, and starts with a letter or digit",
                    "write s3://bucket/prefix/=READ,LIST with the bucket's own name");
        }
    }

    private void requireLocation(Resource resource) {
        if (!holdsOnlyAllowed(resource.path())) {
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

    private static boolean holdsOnlyAllowed(String path) {
        boolean allowed = true;
        for (int i = 0; i < path.length() && allowed; i++) {
            allowed = path.charAt(i) <= LAST_ALLOWED_CHARACTER;
        }
        return allowed;
    }

    private static Map<Action, List<String>> objectActions() {
        Map<Action, List<String>> actions = new LinkedHashMap<>();
        actions.put(Action.READ, List.of("s3:GetObject", "s3:GetObjectVersion"));
        actions.put(Action.WRITE, List.of("s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"));
        actions.put(Action.DELETE, List.of("s3:DeleteObject"));
        return actions;
    }
}
