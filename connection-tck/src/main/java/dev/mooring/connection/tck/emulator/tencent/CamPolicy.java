package dev.mooring.connection.tck.emulator.tencent;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A policy document of CAM and its evaluation: allow and deny, asterisks in actions and resources, string conditions. What
 * the emulator does not know is refused as malformed instead of being passed over. Immutable.
 */
public final class CamPolicy {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<CamStatement> statements;

    /** Where a document stands, which decides what it must contain. */
    enum Kind {
        /** Attached to a user or role, or sent as session policy. */
        IDENTITY,
        /** Attached to a role: who may assume it. */
        TRUST
    }

    /** What a policy, or a statement that applies, says to a request. */
    enum Decision {
        ALLOWED,
        /** Refused explicitly: nothing else can allow it. */
        DENIED,
        /** Not mentioned. */
        UNMENTIONED
    }

    CamPolicy(List<CamStatement> statements) {
        this.statements = List.copyOf(statements);
    }

    /** A policy of an identity or a session; throws {@link IllegalArgumentException} when it is malformed. */
    public static CamPolicy parse(String document) {
        return CamPolicyReader.read(document, Kind.IDENTITY);
    }

    /** A trust policy; throws {@link IllegalArgumentException} when it is malformed. */
    public static CamPolicy parseTrust(String document) {
        return CamPolicyReader.read(document, Kind.TRUST);
    }

    /** All actions on all resources. */
    public static CamPolicy everything() {
        return allow(List.of("*"), List.of("*"));
    }

    /** The actions on the resources, both with asterisks. */
    public static CamPolicy allow(List<String> actions, List<String> resources) {
        ObjectNode document = document();
        ObjectNode statement = document.withArray("statement").addObject().put("effect", "allow");
        actions.forEach(statement.withArray("action")::add);
        resources.forEach(statement.withArray("resource")::add);
        return parse(document.toString());
    }

    /** Trust in a principal that need not present an external id. */
    public static CamPolicy trust(String principal) {
        return parseTrust(trustDocument(principal).toString());
    }

    /** Trust in a principal that presents the external id. */
    public static CamPolicy trust(String principal, String externalId) {
        ObjectNode document = trustDocument(principal);
        ((ObjectNode) document.withArray("statement").get(0))
                .putObject("condition")
                .putObject("string_equal")
                .put("sts:external_id", externalId);
        return parseTrust(document.toString());
    }

    Decision decide(CamRequest request) {
        Decision decision = Decision.UNMENTIONED;
        for (CamStatement statement : statements) {
            if (statement.applies(request)) {
                if (statement.effect() == Decision.DENIED) {
                    return Decision.DENIED;
                }
                decision = Decision.ALLOWED;
            }
        }
        return decision;
    }

    /** The resources that its statements name. */
    List<String> resources() {
        return statements.stream()
                .flatMap(statement -> statement.resources().stream())
                .toList();
    }

    private static ObjectNode trustDocument(String principal) {
        ObjectNode document = document();
        document.withArray("statement")
                .addObject()
                .put("effect", "allow")
                .put("action", "name/sts:AssumeRole")
                .putObject("principal")
                .putArray("qcs")
                .add(principal);
        return document;
    }

    private static ObjectNode document() {
        return JSON.createObjectNode().put("version", "2.0");
    }
}
