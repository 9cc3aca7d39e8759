package dev.mooring.connection.tck.emulator.aliyun;

import java.util.List;
import java.util.Map;

/**
 * Who a key acts as.
 *
 * @param account the account it belongs to
 * @param arn its ARN, as GetCallerIdentity answers it
 * @param trustedArn the ARN that a trust policy names it by: for a session its role's
 * @param kind what it is, in STS's own word
 * @param layers its policies, each of which must allow an action
 */
record AliyunPrincipal(AliyunAccount account, String arn, String trustedArn, String kind, List<RamPolicy> layers) {
    static final String USER = "RAMUser";
    static final String SESSION = "AssumedRoleUser";

    AliyunPrincipal {
        layers = List.copyOf(layers);
    }

    boolean isAllowed(String action, String resource) {
        return isAllowed(action, resource, Map.of());
    }

    boolean isAllowed(String action, String resource, Map<String, String> context) {
        RamRequest request = new RamRequest(this, action, resource, context);
        return !layers.isEmpty() && layers.stream().allMatch(policy -> policy.allows(request));
    }

    /** Whether the principal element of a policy means this one, by itself or by its account. RAM ignores case there. */
    boolean isNamedBy(String element) {
        return element.equalsIgnoreCase(trustedArn) || element.equals(account.rootArn());
    }
}
