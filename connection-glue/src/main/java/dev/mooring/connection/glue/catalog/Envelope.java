package dev.mooring.connection.glue.catalog;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.glue.json.JsonBuilder;
import dev.mooring.connection.glue.json.JsonPart;
import dev.mooring.connection.glue.json.JsonText;
import dev.mooring.connection.glue.model.AuthenticationInput;
import dev.mooring.connection.glue.model.ConnectionInput;
import dev.mooring.connection.glue.model.ConnectionInputReader;
import dev.mooring.connection.glue.model.OAuth2Input;
import dev.mooring.connection.glue.model.PhysicalRequirements;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What Glue's model knows of a connection and its type here does not. It stands in labels of the connection, one for each
 * member, so that it is shown and a change of properties by SQL leaves it alone; no value stands in both places.
 *
 * @param members members of Glue's Connection by name, in their order
 * @param state what the catalog itself notes
 */
record Envelope(Map<String, JsonPart> members, State state) {
    /** Begins the keys of the labels, which no caller may give. */
    static final String PREFIX = "glue:";

    static final String MATCH_CRITERIA = "MatchCriteria";
    static final String PROPERTIES = "ConnectionProperties";
    static final String PHYSICAL = "PhysicalConnectionRequirements";
    static final String AUTHENTICATION = "AuthenticationConfiguration";

    private static final String NAME = PREFIX + "Name";
    private static final String TYPE = PREFIX + "ConnectionType";
    private static final String VALIDATED = PREFIX + "LastConnectionValidationTime";
    static final String FAILURE = PREFIX + "StatusReason";
    private static final List<String> MEMBERS = List.of(
            MATCH_CRITERIA,
            PROPERTIES,
            "SparkProperties",
            "AthenaProperties",
            "PythonProperties",
            PHYSICAL,
            AUTHENTICATION);
    private static final int LONGEST = 1 << 20;

    /**
     * What the catalog itself notes.
     *
     * @param name the name in Glue's form
     * @param type the type in Glue's form
     * @param validated when the credentials were last found to work
     * @param failure why the connection can not be used although it is stored
     */
    record State(String name, String type, Optional<Instant> validated, Optional<String> failure) {
        State validatedAt(Instant time) {
            return new State(name, type, Optional.of(time), Optional.empty());
        }

        State failedFor(String reason) {
            return new State(name, type, validated, Optional.of(reason));
        }
    }

    Envelope {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** The envelope of an input, of whose properties the type here takes all but those that are kept. */
    static Envelope of(ConnectionInput input, Map<String, String> keptProperties) {
        Map<String, JsonPart> members = new LinkedHashMap<>();
        if (!input.matchCriteria().isEmpty()) {
            members.put(MATCH_CRITERIA, JsonBuilder.array(input.matchCriteria()));
        }
        if (!keptProperties.isEmpty()) {
            members.put(PROPERTIES, JsonBuilder.object(keptProperties));
        }
        new TreeMap<>(input.properties().byEnvironment())
                .forEach((environment, properties) ->
                        members.put(ConnectionInputReader.member(environment), JsonBuilder.object(texts(properties))));
        input.physicalRequirements()
                .filter(physical -> !physical.isEmpty())
                .ifPresent(physical -> members.put(PHYSICAL, physical(physical)));
        input.authentication().ifPresent(given -> members.put(AUTHENTICATION, authentication(given)));
        return new Envelope(
                members, new State(input.name(), input.connectionType(), Optional.empty(), Optional.empty()));
    }

    /** The envelope of a stored connection; one that was not made in Glue's form has an empty one. */
    static Envelope of(Connection connection, String type) {
        Map<String, String> tags = connection.tags();
        Map<String, JsonPart> members = new LinkedHashMap<>();
        MEMBERS.forEach(name -> Optional.ofNullable(tags.get(PREFIX + name))
                .flatMap(Envelope::parsed)
                .ifPresent(value -> members.put(name, value)));
        return new Envelope(
                members,
                new State(
                        tags.getOrDefault(NAME, connection.name()),
                        tags.getOrDefault(TYPE, type),
                        Optional.ofNullable(tags.get(VALIDATED)).flatMap(Envelope::time),
                        Optional.ofNullable(tags.get(FAILURE))));
    }

    /** The type in Glue's form that a connection was made with. */
    static Optional<String> typeOf(Connection connection) {
        return Optional.ofNullable(connection.tags().get(TYPE));
    }

    Envelope with(State changed) {
        return new Envelope(members, changed);
    }

    /** The labels that it stands in. */
    Map<String, String> tags() {
        Map<String, String> tags = tags(state);
        members.forEach((name, value) -> tags.put(PREFIX + name, JsonText.write(value)));
        return tags;
    }

    /** The labels that the catalog's own notes stand in. */
    static Map<String, String> tags(State state) {
        Map<String, String> tags = new TreeMap<>();
        tags.put(NAME, state.name());
        tags.put(TYPE, state.type());
        state.validated().ifPresent(time -> tags.put(VALIDATED, time.toString()));
        state.failure().ifPresent(reason -> tags.put(FAILURE, reason));
        return tags;
    }

    Optional<JsonPart> member(String name) {
        return Optional.ofNullable(members.get(name));
    }

    private static Map<String, String> texts(List<RawProperty> properties) {
        Map<String, String> texts = new LinkedHashMap<>();
        properties.forEach(each -> texts.put(each.key(), each.values().get(0)));
        return texts;
    }

    private static JsonPart physical(PhysicalRequirements physical) {
        return new JsonBuilder()
                .text("SubnetId", physical.subnetId())
                .texts("SecurityGroupIdList", physical.securityGroupIds())
                .text("AvailabilityZone", physical.availabilityZone())
                .build();
    }

    /** As Glue gives it back: without anything that is secret. */
    private static JsonPart authentication(AuthenticationInput given) {
        return new JsonBuilder()
                .text("AuthenticationType", given.type().name())
                .text("SecretArn", given.secretArn())
                .text("KmsKeyArn", given.kmsKeyArn().filter(arn -> !arn.isEmpty()))
                .part("OAuth2Properties", given.oauth2().map(Envelope::oauth2))
                .build();
    }

    private static JsonPart oauth2(OAuth2Input given) {
        return new JsonBuilder()
                .text("OAuth2GrantType", given.grant().map(Enum::name))
                .part(
                        "OAuth2ClientApplication",
                        given.clientApplication()
                                .map(client -> new JsonBuilder()
                                        .text("UserManagedClientApplicationClientId", client.userManagedClientId())
                                        .text("AWSManagedClientApplicationReference", client.awsManagedReference())
                                        .build()))
                .text("TokenUrl", given.token().url())
                .pairs("TokenUrlParametersMap", given.token().parameters())
                .build();
    }

    /** A label that somebody else wrote is passed over if it is no JSON. */
    private static Optional<JsonPart> parsed(String text) {
        try {
            return Optional.of(JsonText.read(text, LONGEST));
        } catch (ConnectionException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
