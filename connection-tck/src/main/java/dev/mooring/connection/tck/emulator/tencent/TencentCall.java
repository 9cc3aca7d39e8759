package dev.mooring.connection.tck.emulator.tencent;

import dev.mooring.connection.tck.emulator.EmulatedRequest;
import java.util.Optional;

/** A verified request. */
record TencentCall(TencentOperation operation, EmulatedRequest request, TencentPrincipal caller, String requestId) {
    String parameter(String name) {
        return operation.parameter(name).orElse("");
    }

    Optional<String> optional(String name) {
        return operation.parameter(name);
    }
}
