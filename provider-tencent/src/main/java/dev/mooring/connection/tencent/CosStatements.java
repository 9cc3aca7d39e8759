package dev.mooring.connection.tencent;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Resource;
import dev.mooring.connection.support.cloud.GrantedLocations;
import dev.mooring.connection.support.cloud.PolicyDocument.Statement;
import dev.mooring.connection.tencent.CamSessionPolicy.Terms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The statements of a session policy for grants on COS locations. */
final class CosStatements {
    /** The language has no escape; a dollar sign with a brace begins a variable in its relatives. */
    private static final Pattern WILDCARD = Pattern.compile("[*?]|\\$\\{");

    private static final Pattern NUMBERED = Pattern.compile("[a-z0-9][a-z0-9-]{0,49}-\\d{8,10}");
    private static final Map<Action, List<String>> OBJECT_ACTIONS = objectActions();

    private final Terms terms;
    private final List<Grant> grants;
    private final GrantedLocations locations;

    CosStatements(Terms terms, List<Grant> grants) {
        this.terms = terms;
        this.grants = grants;
        this.locations = new GrantedLocations(grants);
    }

    /** All statements, none for no grants; fails for a location that a policy can not express. */
    List<Statement> all() {
        grants.forEach(grant -> requireLocation(grant.resource()));
        List<Statement> statements = new ArrayList<>(
                locations.objectStatements(OBJECT_ACTIONS, location -> objects(location.root(), location.path())));
        statements.addAll(listStatements());
        List<String> buckets =
                locations.buckets().stream().map(bucket -> objects(bucket, "")).toList();
        if (!buckets.isEmpty()) {
            statements.add(Statement.allow(List.of("name/cos:HeadBucket", "name/cos:GetBucketLocation"), buckets));
        }
        return statements;
    }

    /** One statement per bucket with all its prefixes. */
    private List<Statement> listStatements() {
        List<Statement> statements = new ArrayList<>();
        locations.byBucket(Action.LIST).forEach((bucket, listed) -> {
            List<String> prefixes = new ArrayList<>(listed.size());
            listed.forEach(location -> prefixes.addAll(prefixes(location.path())));
            statements.add(listStatement(objects(bucket, ""), prefixes));
        });
        return statements;
    }

    /** A whole bucket is listed without a condition: a request without a prefix would not meet any. */
    private static Statement listStatement(String bucket, List<String> prefixes) {
        Statement statement = Statement.allow(List.of("name/cos:GetBucket"), List.of(bucket));
        return prefixes.isEmpty() ? statement : statement.when("string_like", Map.of("cos:prefix", prefixes));
    }

    /** The condition compares the parameter as it stands in the URL, where a slash is {@code %2F}. */
    private static List<String> prefixes(String path) {
        return path.isEmpty() ? List.of() : List.of(TencentSts.encoded(path) + "*");
    }

    /** All objects under the path; the bucket itself is named by all of its objects. */
    private String objects(String bucket, String path) {
        String literal = path.chars().anyMatch(CosStatements::isEncoded) ? encoded(path) : path;
        return "qcs::cos:" + terms.region() + ":uid/" + terms.appId() + ":" + bucket + "/" + literal + "*";
    }

    private static String encoded(String path) {
        StringBuilder encoded = new StringBuilder();
        path.codePoints().forEach(c -> {
            String text = Character.toString(c);
            encoded.append(isEncoded(c) ? TencentSts.encoded(text) : text);
        });
        return encoded.toString();
    }

    private static boolean isEncoded(int c) {
        return c > '~' || c == '%';
    }

    private void requireLocation(Resource resource) {
        String bucket = resource.root();
        if (!NUMBERED.matcher(bucket).matches()) {
            throw new ConnectionException(
                    ConnectionError.INVALID_SCOPE,
                    "bucket " + bucket + " is named without its APPID, by which Tencent Cloud tells accounts apart",
                    "write cos://" + bucket + "-" + terms.appId() + "/" + resource.path());
        }
        if (!bucket.endsWith("-" + terms.appId())) {
            throw new ConnectionException(
                    ConnectionError.INVALID_SCOPE,
                    "bucket " + bucket + " belongs to another account than APP_ID " + terms.appId() + " says",
                    "use a connection of the account " + bucket.substring(bucket.lastIndexOf('-') + 1)
                            + ", or correct the bucket's name or APP_ID");
        }
        if (WILDCARD.matcher(resource.path()).find()) {
            throw new ConnectionException(
                    ConnectionError.SCOPE_NOT_ENFORCEABLE,
                    resource + " has a character (*, ? or ${) that a policy of Tencent Cloud can not take literally",
                    "ask for a parent folder without such characters in its name");
        }
    }

    private static Map<Action, List<String>> objectActions() {
        Map<Action, List<String>> actions = new LinkedHashMap<>();
        actions.put(Action.READ, named("GetObject", "HeadObject", "OptionsObject"));
        actions.put(
                Action.WRITE,
                named(
                        "PutObject",
                        "PostObject",
                        "InitiateMultipartUpload",
                        "UploadPart",
                        "CompleteMultipartUpload",
                        "AbortMultipartUpload",
                        "ListParts"));
        actions.put(Action.DELETE, named("DeleteObject"));
        return actions;
    }

    private static List<String> named(String... actions) {
        return List.of(actions).stream().map(action -> "name/cos:" + action).toList();
    }
}
