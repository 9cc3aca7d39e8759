package dev.mooring.connection.glue.model;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.glue.json.JsonMembers;
import dev.mooring.connection.glue.json.JsonPart;
import dev.mooring.connection.glue.model.ConnectionInput.CredentialCheck;
import dev.mooring.connection.glue.model.ConnectionInput.Validation;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the JSON of a ConnectionInput: whatever is wrong is added to the violations of the members, and reading goes on. */
public final class ConnectionInputReader {
    private static final List<String> ENVIRONMENTS =
            Arrays.stream(ComputeEnvironment.values()).map(Enum::name).toList();

    private ConnectionInputReader() {}

    /** The connection; what is missing or wrong stands empty in it, so that it is of use only without violations. */
    public static ConnectionInput read(JsonMembers json) {
        ConnectionInput input = new ConnectionInput(
                json.requiredText("Name", GlueLimits.NAME, "the connection's name")
                        .orElse(""),
                json.text("Description", GlueLimits.DESCRIPTION),
                json.requiredText("ConnectionType", GlueLimits.NAME, "the connection's type")
                        .orElse(""),
                json.texts("MatchCriteria", GlueLimits.MATCH_CRITERIA, GlueLimits.NAME),
                properties(json),
                json.object("PhysicalConnectionRequirements").map(ConnectionInputReader::physical),
                json.object("AuthenticationConfiguration").map(AuthenticationReader::read),
                validation(json),
                json.position());
        json.finish();
        return input;
    }

    /** The properties of a connection, and those that hold in one compute environment only. */
    static PropertyMaps properties(JsonMembers json) {
        json.required("ConnectionProperties", "the connection's properties, {} for none");
        Map<ComputeEnvironment, List<RawProperty>> byEnvironment = new EnumMap<>(ComputeEnvironment.class);
        for (ComputeEnvironment environment : ComputeEnvironment.values()) {
            List<JsonPart.Member> pairs = json.pairs(
                    member(environment), GlueLimits.PROPERTIES, GlueLimits.PROPERTY_KEY, GlueLimits.ENVIRONMENT_VALUE);
            if (!pairs.isEmpty()) {
                byEnvironment.put(environment, raw(pairs));
            }
        }
        return new PropertyMaps(connectionProperties(json), byEnvironment);
    }

    /** The properties of a connection alone. */
    public static List<RawProperty> connectionProperties(JsonMembers json) {
        return raw(json.pairs(
                "ConnectionProperties", GlueLimits.PROPERTIES, GlueLimits.PROPERTY_KEY, GlueLimits.PROPERTY_VALUE));
    }

    /** The member that holds the properties of an environment. */
    public static String member(ComputeEnvironment environment) {
        return switch (environment) {
            case SPARK -> "SparkProperties";
            case ATHENA -> "AthenaProperties";
            case PYTHON -> "PythonProperties";
        };
    }

    private static List<RawProperty> raw(List<JsonPart.Member> pairs) {
        return pairs.stream()
                .map(pair -> RawProperty.of(pair.name(), ((JsonPart.Text) pair.value()).text())
                        .at(pair.position()))
                .toList();
    }

    /** Where a connection is to be made from. */
    public static PhysicalRequirements physical(JsonMembers json) {
        PhysicalRequirements physical = new PhysicalRequirements(
                json.text("SubnetId", GlueLimits.NAME),
                json.texts("SecurityGroupIdList", GlueLimits.SECURITY_GROUPS, GlueLimits.NAME),
                json.text("AvailabilityZone", GlueLimits.NAME));
        json.finish();
        return physical;
    }

    private static Validation validation(JsonMembers json) {
        Optional<Boolean> asked = json.flag("ValidateCredentials");
        Set<ComputeEnvironment> environments = EnumSet.noneOf(ComputeEnvironment.class);
        json.words("ValidateForComputeEnvironments", ENVIRONMENTS)
                .forEach(word -> environments.add(ComputeEnvironment.valueOf(word)));
        return new Validation(asked.orElse(true) ? CredentialCheck.VALIDATE : CredentialCheck.SKIP, environments);
    }
}
