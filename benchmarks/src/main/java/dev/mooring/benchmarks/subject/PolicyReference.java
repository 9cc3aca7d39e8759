package dev.mooring.benchmarks.subject;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.Resource;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A session policy for locations of one bucket, written by hand for just that. */
public final class PolicyReference {
    private static final int CHARACTERS_PER_GRANT = 100;

    private PolicyReference() {}

    /** The policy's text; all grants are on one bucket and have the same actions. */
    public static String of(List<Grant> grants) {
        Set<Action> actions = grants.get(0).actions();
        String bucket = "arn:aws:s3:::" + grants.get(0).resource().root();
        StringBuilder out = new StringBuilder(400 + CHARACTERS_PER_GRANT * grants.size());
        out.append("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[");
        objectActions(out, actions);
        out.append("],\"Resource\":");
        list(out, grants, location -> bucket + "/" + literal(location.path()) + "*");
        if (actions.contains(Action.LIST)) {
            out.append("},{\"Effect\":\"Allow\",\"Action\":\"s3:ListBucket\",\"Resource\":\"")
                    .append(bucket)
                    .append("\",\"Condition\":{\"StringLike\":{\"s3:prefix\":");
            list(out, grants, location -> literal(location.path()) + "*");
            out.append("}}");
        }
        return out.append("},{\"Effect\":\"Allow\",\"Action\":\"s3:GetBucketLocation\",\"Resource\":\"")
                .append(bucket)
                .append("\"}]}")
                .toString();
    }

    private static void objectActions(StringBuilder out, Set<Action> actions) {
        if (actions.contains(Action.READ)) {
            out.append("\"s3:GetObject\",\"s3:GetObjectVersion\",");
        }
        if (actions.contains(Action.WRITE)) {
            out.append("\"s3:PutObject\",\"s3:AbortMultipartUpload\",\"s3:ListMultipartUploadParts\",");
        }
        if (actions.contains(Action.DELETE)) {
            out.append("\"s3:DeleteObject\",");
        }
        out.setLength(out.length() - 1);
    }

    private static void list(StringBuilder out, List<Grant> grants, Function<Resource, String> text) {
        out.append(grants.size() == 1 ? "\"" : "[\"");
        for (int i = 0; i < grants.size(); i++) {
            if (i > 0) {
                out.append("\",\"");
            }
            escape(out, text.apply(grants.get(i).resource()));
        }
        out.append(grants.size() == 1 ? "\"" : "\"]");
    }

    /** Makes characters literal that mean something in an IAM pattern. */
    private static String literal(String text) {
        StringBuilder out = new StringBuilder(text.length() + 1);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '*' || c == '?' || c == '$') {
                out.append("${").append(c).append('}');
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static void escape(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                out.append(c);
            }
        }
    }
}
