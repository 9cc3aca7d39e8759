package dev.mooring.connection.tck.emulator.aliyun;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a request asks for: the operation as the service names it, with its parameters. */
record AliyunOperation(String name, Map<String, String> parameters) {
    AliyunOperation {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    Optional<String> parameter(String parameter) {
        return Optional.ofNullable(parameters.get(parameter));
    }
}
