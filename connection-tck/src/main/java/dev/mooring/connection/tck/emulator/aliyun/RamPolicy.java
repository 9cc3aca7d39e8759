package dev.mooring.connection.tck.emulator.aliyun;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * A policy document of RAM and its evaluation: Allow and Deny, wildcards and string conditions. What the emulator does
 * not know (NotAction, NotResource, numbers, dates) is refused as malformed instead of being passed over. Immutable.
 */
public final class RamPolicy {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<RamStatement> statements;

    /** Where a document stands, which decides what it must contain. */
    enum Kind {
        /** Attached to a user or role, or sent as session policy. */
        IDENTITY,
        /** Attached to a role: who may assume it. */
        TRUST
    }

    RamPolicy(List<RamStatement> statements) {
        this.statements = List.copyOf(statements);
    }

    /** A policy of an identity or a session; throws {@link IllegalArgumentException} when it is malformed. */
    public static RamPolicy parse(String document) {
        return RamPolicyReader.read(document, Kind.IDENTITY);
    }

    /** A trust policy; throws {@link IllegalArgumentException} when it is malformed. */
    public static RamPolicy parseTrust(String document) {
        return RamPolicyReader.read(document, Kind.TRUST);
    }

    /** All actions on all resources. */
    public static RamPolicy everything() {
        return allow(List.of("*"), List.of("*"));
    }

    /** The actions on the resources, both with wildcards. */
    public static RamPolicy allow(List<String> actions, List<String> resources) {
        ObjectNode document = JSON.createObjectNode().put("Version", "1");
        ObjectNode statement = document.withArray("Statement").addObject().put("Effect", "Allow");
        actions.forEach(statement.withArray("Action")::add);
        resources.forEach(statement.withArray("Resource")::add);
        return parse(document.toString());
    }

    /** Trust in a principal that need not present an external id. */
    public static RamPolicy trust(String principal) {
        return parseTrust(trustDocument(principal).toString());
    }

    /** Trust in a principal that presents the external id. */
    public static RamPolicy trust(String principal, String externalId) {
        ObjectNode document = trustDocument(principal);
        ((ObjectNode) document.withArray("Statement").get(0))
                .putObject("Condition")
                .putObject("StringEquals")
                .put("sts:ExternalId", externalId);
        return parseTrust(document.toString());
    }

    /** Both policies as one, as when both are attached to one role. */
    public RamPolicy and(RamPolicy other) {
        return new RamPolicy(
                Stream.concat(statements.stream(), other.statements.stream()).toList());
    }

    /** A denial wins over any number of permissions. */
    boolean allows(RamRequest request) {
        List<RamStatement> applying =
                statements.stream().filter(each -> each.applies(request)).toList();
        return !applying.isEmpty() && applying.stream().allMatch(each -> each.effect() == RamStatement.Effect.ALLOW);
    }

    private static ObjectNode trustDocument(String principal) {
        ObjectNode document = JSON.createObjectNode().put("Version", "1");
        document.withArray("Statement")
                .addObject()
                .put("Effect", "Allow")
                .put("Action", "sts:AssumeRole")
                .putObject("Principal")
                .withArray("RAM")
                .add(principal);
        return document;
    }
}
