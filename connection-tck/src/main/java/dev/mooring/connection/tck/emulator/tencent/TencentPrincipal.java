package dev.mooring.connection.tck.emulator.tencent;

import dev.mooring.connection.tck.emulator.tencent.CamPolicy.Decision;
import java.util.List;
import java.util.Map;

/**
 * Who a key acts as.
 *
 * @param account the account it belongs to
 * @param arn its name, as GetCallerIdentity answers it
 * @param kind what it is
 * @param layers its policies, each of which must allow an action
 */
record TencentPrincipal(TencentAccount account, String arn, Kind kind, List<CamPolicy> layers) {
    /** Kinds of principals. */
    enum Kind {
        USER,
        ROLE_SESSION,
        FEDERATED_USER
    }

    TencentPrincipal {
        layers = List.copyOf(layers);
    }

    boolean isAllowed(String action, String resource) {
        return isAllowed(action, resource, Map.of());
    }

    boolean isAllowed(String action, String resource, Map<String, String> context) {
        CamRequest request = new CamRequest(this, action, resource, context);
        return !layers.isEmpty() && layers.stream().allMatch(policy -> policy.decide(request) == Decision.ALLOWED);
    }

    /** Whether the principal element of a policy means this one, by itself or by its account. */
    boolean isNamedBy(String element) {
        return element.equals(arn) || element.equals(account.rootArn());
    }

    @Override
    public String toString() {
        return arn;
    }
}
