package dev.mooring.connection.tck.emulator.aws;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and checks the parameters of one STS request. */
final class StsParameters {
    private static final int LONGEST_POLICY = 2048;
    private static final Pattern PARTITION = Pattern.compile("\"arn:([^:\"*]+):");

    private final AwsOperation operation;

    StsParameters(AwsOperation operation) {
        this.operation = operation;
    }

    String require(String name, String regex) {
        return optional(name, regex).orElseThrow(() -> invalid("Value null at '" + name + "' must not be null"));
    }

    Optional<String> optional(String name, String regex) {
        Optional<String> value = operation.parameter(name);
        value.filter(text -> !text.matches(regex)).ifPresent(text -> {
            throw invalid("Value '" + text + "' at '" + name + "' must satisfy regular expression pattern: " + regex);
        });
        return value;
    }

    Duration lifetime(Duration longest, Duration usual) {
        String text = optional("DurationSeconds", "\\d{1,9}").orElse(String.valueOf(usual.toSeconds()));
        Duration lifetime = Duration.ofSeconds(Long.parseLong(text));
        if (lifetime.compareTo(Duration.ofMinutes(15)) < 0 || lifetime.compareTo(longest) > 0) {
            throw invalid("Value '" + text + "' at 'durationSeconds' must be between 900 and " + longest.toSeconds());
        }
        return lifetime;
    }

    /** The session policy; a limit smaller than the service's own stands for the packed size, which nobody can compute. */
    Optional<IamPolicy> policy(String partition, int packedLimit) {
        Optional<String> document = operation.parameter("Policy");
        document.ifPresent(text -> {
            if (text.isEmpty() || text.length() > LONGEST_POLICY) {
                throw invalid("Value at 'policy' must have a length between 1 and " + LONGEST_POLICY);
            }
            if (text.length() > packedLimit) {
                long percent = text.length() * 100L / packedLimit;
                throw new AwsFailure(
                        400,
                        "PackedPolicyTooLarge",
                        "Packed policy consumes " + percent + "% of allotted space, please use smaller policy.");
            }
        });
        return document.map(text -> policy(text, partition));
    }

    private static IamPolicy policy(String document, String partition) {
        Matcher matcher = PARTITION.matcher(document);
        while (matcher.find()) {
            if (!matcher.group(1).equals(partition)) {
                throw malformedPolicy("Partition \"" + matcher.group(1) + "\" is not valid for this account");
            }
        }
        try {
            return IamPolicy.parse(document);
        } catch (IllegalArgumentException e) {
            throw malformedPolicy(String.valueOf(e.getMessage()));
        }
    }

    private static AwsFailure malformedPolicy(String why) {
        return new AwsFailure(400, "MalformedPolicyDocument", why);
    }

    static AwsFailure invalid(String message) {
        return new AwsFailure(400, "ValidationError", "1 validation error detected: " + message);
    }
}
