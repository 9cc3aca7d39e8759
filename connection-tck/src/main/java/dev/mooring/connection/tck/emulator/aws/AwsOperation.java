package dev.mooring.connection.tck.emulator.aws;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a request asks for: the operation as the service names it, with its parameters. */
record AwsOperation(String name, Map<String, String> parameters) {
    AwsOperation {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    Optional<String> parameter(String parameter) {
        return Optional.ofNullable(parameters.get(parameter));
    }
}
