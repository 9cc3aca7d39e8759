package dev.mooring.connection.tck.emulator.aliyun;

import dev.mooring.connection.tck.emulator.EmulatedRequest;
import java.util.Optional;

/** A verified request; the region only where it was signed for one. */
record AliyunCall(
        AliyunOperation operation,
        EmulatedRequest request,
        AliyunPrincipal caller,
        Optional<String> region,
        String requestId) {
    String parameter(String name) {
        return operation.parameter(name).orElse("");
    }

    Optional<String> optional(String name) {
        return operation.parameter(name);
    }
}
