package dev.mooring.connection.tck.emulator.aws;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.tck.emulator.aws.IamStatement.Effect;
import java.util.List;

/**
 * A policy document and its evaluation: Allow and Deny, wildcards and their escapes in actions, resources and string
 * conditions. What the emulator does not know (NotAction, NotResource, numbers, dates, negated principals) is refused as
 * malformed instead of being passed over. Immutable.
 */
public final class IamPolicy {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<IamStatement> statements;

    /** Where a document stands, which decides what it must contain. */
    enum Kind {
        /** Attached to a user or role, or sent as session policy. */
        IDENTITY,
        /** Attached to a role: who may assume it. */
        TRUST
    }

    /** What a policy says to a request. */
    enum Decision {
        ALLOWED,
        /** Refused explicitly: nothing else can allow it. */
        DENIED,
        /** Not mentioned. */
        UNMENTIONED
    }

    IamPolicy(List<IamStatement> statements) {
        this.statements = List.copyOf(statements);
    }

    /** A policy of an identity or a session; throws {@link IllegalArgumentException} when it is malformed. */
    public static IamPolicy parse(String document) {
        return IamPolicyReader.read(document, Kind.IDENTITY);
    }

    /** A trust policy; throws {@link IllegalArgumentException} when it is malformed. */
    public static IamPolicy parseTrust(String document) {
        return IamPolicyReader.read(document, Kind.TRUST);
    }

    /** All actions on all resources. */
    public static IamPolicy everything() {
        return allow(List.of("*"), List.of("*"));
    }

    /** The actions on the resources, both with wildcards. */
    public static IamPolicy allow(List<String> actions, List<String> resources) {
        ObjectNode document = document();
        ObjectNode statement = document.withArray("Statement").addObject().put("Effect", "Allow");
        actions.forEach(statement.withArray("Action")::add);
        resources.forEach(statement.withArray("Resource")::add);
        return parse(document.toString());
    }

    /** Trust in a principal that need not present an external id. */
    public static IamPolicy trust(String principal) {
        return parseTrust(trustDocument(principal).toString());
    }

    /** Trust in a principal that presents the external id. */
    public static IamPolicy trust(String principal, String externalId) {
        ObjectNode document = trustDocument(principal);
        ((ObjectNode) document.withArray("Statement").get(0))
                .putObject("Condition")
                .putObject("StringEquals")
                .put("sts:ExternalId", externalId);
        return parseTrust(document.toString());
    }

    Decision decide(IamRequest request) {
        Decision decision = Decision.UNMENTIONED;
        for (IamStatement statement : statements) {
            if (statement.applies(request)) {
                if (statement.effect() == Effect.DENY) {
                    return Decision.DENIED;
                }
                decision = Decision.ALLOWED;
            }
        }
        return decision;
    }

    private static ObjectNode trustDocument(String principal) {
        ObjectNode document = document();
        document.withArray("Statement")
                .addObject()
                .put("Effect", "Allow")
                .put("Action", "sts:AssumeRole")
                .putObject("Principal")
                .put("AWS", principal);
        return document;
    }

    private static ObjectNode document() {
        return JSON.createObjectNode().put("Version", "2012-10-17");
    }
}
