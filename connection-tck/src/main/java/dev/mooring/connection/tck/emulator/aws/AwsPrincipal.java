package dev.mooring.connection.tck.emulator.aws;

import dev.mooring.connection.tck.emulator.aws.IamPolicy.Decision;
import java.util.List;
import java.util.Map;

/**
 * Who a key acts as.
 *
 * @param account the account it belongs to
 * @param arn its ARN, as GetCallerIdentity answers it
 * @param trustedArn the ARN that a trust policy names it by: for a session its role's
 * @param kind what it is
 * @param layers its policies, each of which must allow an action
 */
record AwsPrincipal(AwsAccount account, String arn, String trustedArn, Kind kind, List<IamPolicy> layers) {
    /** Kinds of principals. */
    enum Kind {
        USER,
        ROLE_SESSION,
        FEDERATED_USER
    }

    AwsPrincipal {
        layers = List.copyOf(layers);
    }

    boolean isAllowed(String action, String resource) {
        return isAllowed(action, resource, Map.of());
    }

    boolean isAllowed(String action, String resource, Map<String, String> context) {
        IamRequest request = new IamRequest(this, action, resource, context);
        return !layers.isEmpty() && layers.stream().allMatch(policy -> policy.decide(request) == Decision.ALLOWED);
    }

    /** Whether the principal element of a policy means this one, by itself or by its account. */
    boolean isNamedBy(String element) {
        return element.equals("*") || element.equals(arn) || element.equals(trustedArn) || isAccountOf(element);
    }

    /** Whether the element names this principal's whole account. */
    boolean isAccountOf(String element) {
        return element.equals(account.id()) || element.equals(account.arn("iam", "root"));
    }

    @Override
    public String toString() {
        return arn;
    }
}
