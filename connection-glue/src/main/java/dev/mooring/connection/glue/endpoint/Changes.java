package dev.mooring.connection.glue.endpoint;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.glue.catalog.GlueConnection.Status;
import dev.mooring.connection.glue.catalog.GlueError;
import dev.mooring.connection.glue.json.JsonBuilder;
import dev.mooring.connection.glue.json.JsonMembers;
import dev.mooring.connection.glue.json.JsonPart;
import dev.mooring.connection.glue.model.AuthenticationReader;
import dev.mooring.connection.glue.model.ConnectionInput;
import dev.mooring.connection.glue.model.ConnectionInput.CredentialCheck;
import dev.mooring.connection.glue.model.ConnectionInput.Validation;
import dev.mooring.connection.glue.model.ConnectionInputReader;
import dev.mooring.connection.glue.model.GlueLimits;
import dev.mooring.connection.glue.model.PropertyMaps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The operations that change or try something. */
final class Changes {
    private static final JsonPart.Struct NOTHING = new JsonBuilder().build();
    private static final String INPUT = "ConnectionInput";
    private static final String TEST_INPUT = "TestConnectionInput";
    private static final String NAME = "ConnectionName";

    private Changes() {}

    static JsonPart.Struct create(Call call) {
        Optional<ConnectionInput> input = input(call);
        Map<String, String> tags = new TreeMap<>();
        for (JsonPart.Member pair :
                call.json().pairs("Tags", GlueLimits.TAGS, GlueLimits.TAG_KEY, GlueLimits.TAG_VALUE)) {
            tags.put(pair.name(), ((JsonPart.Text) pair.value()).text());
        }
        call.requireSound();
        Status status = call.connections().create(input.orElseThrow(), tags);
        return new JsonBuilder().text("CreateConnectionStatus", status.name()).build();
    }

    static JsonPart.Struct update(Call call) {
        String name = call.requiredName("Name");
        Optional<ConnectionInput> input = input(call);
        call.requireSound();
        call.connections().update(name, input.orElseThrow());
        return NOTHING;
    }

    /** The rules of its type are checked with those of its form, so that all faults are told at once. */
    private static Optional<ConnectionInput> input(Call call) {
        call.json().required(INPUT, "the connection");
        Optional<ConnectionInput> input = call.json().object(INPUT).map(ConnectionInputReader::read);
        input.ifPresent(each -> call.violations().addAll(call.settings().types().check(each)));
        return input;
    }

    static JsonPart.Struct delete(Call call) {
        String name = call.requiredName(NAME);
        call.requireSound();
        call.connections().delete(name);
        return NOTHING;
    }

    /** Each on its own: one that can not be deleted leaves the others to be. */
    static JsonPart.Struct deleteAll(Call call) {
        call.json().required("ConnectionNameList", "the connections' names");
        List<String> names = call.json().texts("ConnectionNameList", GlueLimits.DELETED_AT_ONCE, GlueLimits.NAME);
        call.requireSound();
        List<String> succeeded = new ArrayList<>();
        JsonBuilder errors = new JsonBuilder();
        for (String name : names.stream().distinct().toList()) {
            try {
                call.connections().delete(name);
                succeeded.add(name);
            } catch (ConnectionException e) {
                errors.part(
                        name,
                        new JsonBuilder()
                                .text("ErrorCode", GlueError.of(e.code()).exception())
                                .text("ErrorMessage", RequestHandler.message(e))
                                .build());
            }
        }
        return new JsonBuilder()
                .part("Succeeded", JsonBuilder.array(succeeded))
                .part("Errors", errors.build())
                .build();
    }

    static JsonPart.Struct test(Call call) {
        JsonMembers json = call.json();
        Optional<String> name = json.text(NAME, GlueLimits.NAME);
        Optional<ConnectionInput> input = json.object(TEST_INPUT).map(Changes::tested);
        if (json.has(NAME) == json.has(TEST_INPUT)) {
            call.violations()
                    .add(NAME, Reason.CONFLICT, "give exactly one of " + NAME + " and " + TEST_INPUT, json.position());
        }
        input.ifPresent(each -> call.violations().addAll(call.settings().types().check(each)));
        call.requireSound();
        if (name.isPresent()) {
            call.connections().test(name.get());
        } else {
            call.connections().test(input.orElseThrow());
        }
        return NOTHING;
    }

    private static ConnectionInput tested(JsonMembers json) {
        json.required("ConnectionProperties", "the connection's properties, {} for none");
        ConnectionInput input = new ConnectionInput(
                "tested",
                Optional.empty(),
                json.requiredText("ConnectionType", GlueLimits.NAME, "the connection's type")
                        .orElse(""),
                List.of(),
                new PropertyMaps(ConnectionInputReader.connectionProperties(json), Map.of()),
                Optional.empty(),
                json.object("AuthenticationConfiguration").map(AuthenticationReader::read),
                new Validation(CredentialCheck.VALIDATE, Set.of()),
                json.position());
        json.finish();
        return input;
    }
}
