package dev.mooring.connection.tck.emulator.aws;

import java.util.List;

/** One statement of a policy; principals are empty in policies of identities and sessions, resources in trust policies. */
record IamStatement(
        Effect effect,
        List<String> principals,
        List<IamPattern> actions,
        List<IamPattern> resources,
        List<IamCondition> conditions) {
    /** What a statement does where it applies. */
    enum Effect {
        ALLOW,
        DENY
    }

    boolean applies(IamRequest request) {
        return (principals.isEmpty() || principals.stream().anyMatch(request.principal()::isNamedBy))
                && actions.stream().anyMatch(pattern -> pattern.matches(request.action()))
                && (resources.isEmpty() || resources.stream().anyMatch(pattern -> pattern.matches(request.resource())))
                && conditions.stream().allMatch(condition -> condition.holds(request.context()));
    }
}
