package dev.mooring.connection.tck.emulator;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A call that an emulator received and answered, for assertions. Holds no secret.
 *
 * @param service the service, for instance {@code sts}
 * @param action the operation as the service names it, for instance {@code AssumeRole}
 * @param parameters its parameters by the service's names
 * @param accessKeyId the id of the key that signed it; empty when none did or the signature was refused
 * @param status the status of the answer
 */
public record ReceivedCall(
        String service, String action, Map<String, String> parameters, Optional<String> accessKeyId, int status) {
    /** Copies and sorts the parameters. */
    public ReceivedCall {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    /** The parameter of that name. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }
}
