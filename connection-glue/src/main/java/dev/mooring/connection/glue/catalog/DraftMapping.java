package dev.mooring.connection.glue.catalog;

import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.glue.json.Violations;
import dev.mooring.connection.glue.model.AuthenticationInput;
import dev.mooring.connection.glue.model.ConnectionInput;
import dev.mooring.connection.glue.model.GlueType;
import dev.mooring.connection.glue.model.GlueType.House;
import dev.mooring.connection.glue.model.PropertyKeys;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.spi.ConnectionType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns an input that keeps all rules into a draft of the type that its kind is here. Not safe for use by several threads. */
final class DraftMapping {
    private static final String OPTIONS = "CONNECTOR_OPTIONS";
    private static final String SECRET_ID = "SECRET_ID";
    private static final String SECRET_CONNECTION = "SECRET_CONNECTION";
    private static final String SECRET_REGION = "SECRET_REGION";

    private final ConnectionInput input;
    private final GlueType kind;
    private final CatalogSettings settings;
    private final House house;
    private final Optional<PropertySchema> schema;
    private final List<RawProperty> properties = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();

    private DraftMapping(ConnectionInput input, GlueType kind, CatalogSettings settings) {
        this.input = input;
        this.kind = kind;
        this.settings = settings;
        this.house = kind.form().houses().of(input);
        this.schema = settings.installed(house).map(ConnectionType::schema);
    }

    /**
     * What an input becomes.
     *
     * @param draft the draft, without the labels of the envelope
     * @param envelope what its type does not take
     */
    record Mapped(ConnectionDraft draft, Envelope envelope) {
        /** The draft with the labels of its envelope and those of the caller. */
        ConnectionDraft labelled(Envelope.State state, Map<String, String> tags) {
            Map<String, String> all = new TreeMap<>(tags);
            all.putAll(envelope.with(state).tags());
            return new ConnectionDraft(
                    draft.name(), draft.category(), draft.type(), draft.properties(), draft.comment(), all);
        }
    }

    /** Maps the input; fails with all violations at once when it breaks a rule. */
    static Mapped map(ConnectionInput input, CatalogSettings settings) {
        List<Violation> broken = settings.types().check(input);
        Violations.throwIfAny(subject(input), broken);
        GlueType kind = settings.types().find(input.connectionType()).orElseThrow();
        return new DraftMapping(input, kind, settings).map();
    }

    private static String subject(ConnectionInput input) {
        return "connection input" + (input.name().isEmpty() ? "" : " " + input.name());
    }

    private Mapped map() {
        Map<String, String> kept = new LinkedHashMap<>();
        List<String> options = new ArrayList<>();
        for (RawProperty property : input.properties().connection()) {
            if (isTaken(property)) {
                properties.add(spelledHere(property));
            } else if (kind.form().kept().contains(property.key())) {
                kept.put(property.key(), property.values().get(0));
            } else {
                options.add(property.key() + "=" + property.values().get(0));
            }
        }
        if (!options.isEmpty()) {
            properties.add(RawProperty.list(OPTIONS, options));
        }
        input.authentication().ifPresent(this::authenticate);
        readSecrets();
        refuseSecretsInTheOpen();
        Violations.throwIfAny(subject(input), violations);
        ConnectionDraft draft = new ConnectionDraft(
                GlueNames.house(input.name()),
                Optional.of(house.category()),
                house.type(),
                properties,
                input.description().filter(text -> !text.isEmpty()),
                Map.of());
        return new Mapped(draft, Envelope.of(input, kept));
    }

    private RawProperty spelledHere(RawProperty property) {
        List<String> spellings = kind.form().spellings().getOrDefault(property.key(), List.of());
        return spellings.stream()
                .filter(key -> schema.flatMap(each -> each.spelled(key)).isPresent())
                .findFirst()
                .map(key -> new RawProperty(key, property.values(), property.shape(), property.position()))
                .orElse(property);
    }

    /** What neither the type nor the envelope takes goes to the type all the same, which says so with a place. */
    private boolean isTaken(RawProperty property) {
        boolean isKnown = kind.form().spellings().containsKey(property.key())
                || schema.flatMap(each -> each.spelled(property.key())).isPresent();
        boolean takesOptions = schema.flatMap(each -> each.spelled(OPTIONS)).isPresent();
        return isKnown || (!kind.form().kept().contains(property.key()) && !takesOptions);
    }

    private void authenticate(AuthenticationInput given) {
        given.secretArn().ifPresent(arn -> add(SECRET_ID, arn));
        given.login().ifPresent(login -> {
            add("USERNAME", login.username());
            add("PASSWORD", login.password().reveal());
        });
        CredentialMapping.custom(given, this::add, violations::add);
        given.oauth2()
                .ifPresent(oauth2 -> CredentialMapping.oauth2(
                        oauth2,
                        new CredentialMapping.Taking(
                                (key, value) -> schema.flatMap(each -> each.spelled(key))
                                        .ifPresent(spec -> add(key, value)),
                                this::addUnlessGiven),
                        violations::add));
    }

    private void add(String key, String value) {
        if (properties.stream().anyMatch(present -> present.key().equalsIgnoreCase(key))) {
            violations.add(Violation.error(
                            key, Reason.CONFLICT, "is given in ConnectionProperties and in AuthenticationConfiguration")
                    .at(Optional.of(input.position())));
            return;
        }
        properties.add(RawProperty.of(key, value));
    }

    /** Glue reads secrets as itself; here a connection of the workspace does, which the deployment names. */
    private void readSecrets() {
        Optional<String> secret = value(SECRET_ID);
        if (secret.isPresent()) {
            settings.aws().connection().ifPresent(name -> addUnlessGiven(SECRET_CONNECTION, name));
            settings.aws()
                    .region()
                    .filter(region -> !secret.get().startsWith("arn:"))
                    .ifPresent(region -> addUnlessGiven(SECRET_REGION, region));
        }
        if (value("KAFKA_SASL_MECHANISM").filter("AWS_MSK_IAM"::equals).isPresent()) {
            settings.aws().connection().ifPresent(name -> addUnlessGiven("AWS_CONNECTION", name));
        }
    }

    private Optional<String> value(String key) {
        return properties.stream()
                .filter(property -> property.key().equals(key))
                .map(property -> property.values().get(0))
                .findFirst();
    }

    private void addUnlessGiven(String key, String value) {
        boolean isGiven =
                properties.stream().anyMatch(property -> property.key().equalsIgnoreCase(key));
        if (!isGiven && schema.flatMap(each -> each.spelled(key)).isPresent()) {
            properties.add(RawProperty.of(key, value));
        }
    }

    /** What only the envelope keeps is shown to everybody who may see the connection. */
    private void refuseSecretsInTheOpen() {
        input.properties()
                .byEnvironment()
                .forEach((environment, given) -> given.stream()
                        .filter(property -> PropertyKeys.soundsSecret(property.key()))
                        .forEach(this::refuseInTheOpen));
        input.authentication()
                .flatMap(AuthenticationInput::oauth2)
                .ifPresent(oauth2 -> oauth2.token().parameters().keySet().stream()
                        .filter(PropertyKeys::soundsSecret)
                        .forEach(key -> refuseInTheOpen(RawProperty.of(key, "").at(input.position()))));
    }

    private void refuseInTheOpen(RawProperty property) {
        violations.add(Violation.error(
                        property.key(),
                        Reason.CONFLICT,
                        "sounds like a secret, and such properties are shown; give secrets in ConnectionProperties or"
                                + " AuthenticationConfiguration")
                .at(property.position()));
    }
}
