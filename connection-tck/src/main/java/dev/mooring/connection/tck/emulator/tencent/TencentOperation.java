package dev.mooring.connection.tck.emulator.tencent;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a request asks for: the operation as the service names it, with its parameters and the region it names. */
record TencentOperation(String name, String region, Map<String, String> parameters) {
    TencentOperation {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    Optional<String> parameter(String parameter) {
        return Optional.ofNullable(parameters.get(parameter));
    }
}
