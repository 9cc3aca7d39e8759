package dev.mooring.connection.tck.emulator.aws;

import java.util.Map;
import java.util.Optional;

/** A verified request. */
record AwsCall(AwsOperation operation, SigV4Verifier.Verified verified, AwsPrincipal caller, String requestId) {
    String parameter(String name) {
        return operation.parameter(name).orElse("");
    }

    Optional<String> optional(String name) {
        return operation.parameter(name);
    }

    void require(String action, String resource) {
        require(action, resource, Map.of());
    }

    void require(String action, String resource, Map<String, String> context) {
        if (!caller.isAllowed(action, resource, context)) {
            throw AwsFailure.accessDenied(caller, action, resource);
        }
    }
}
