package dev.mooring.connection.glue.endpoint;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.glue.catalog.GlueConnection;
import dev.mooring.connection.glue.catalog.GluePage;
import dev.mooring.connection.glue.json.JsonBuilder;
import dev.mooring.connection.glue.json.JsonMembers;
import dev.mooring.connection.glue.json.JsonPart;
import dev.mooring.connection.glue.model.ComputeEnvironment;
import dev.mooring.connection.glue.model.ConnectionInputReader;
import dev.mooring.connection.glue.model.GlueLimits;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operations that show connections. */
final class Reads {
    private static final List<String> ENVIRONMENTS =
            Arrays.stream(ComputeEnvironment.values()).map(Enum::name).toList();
    private static final String PROPERTIES = "ConnectionProperties";
    private static final int USUAL_PAGE = 100;

    private Reads() {}

    static JsonPart.Struct get(Call call) {
        String name = call.requiredName("Name");
        boolean isHidden = call.json().flag("HidePassword").orElse(false);
        Optional<ComputeEnvironment> environment = call.json()
                .word("ApplyOverrideForComputeEnvironment", ENVIRONMENTS)
                .map(ComputeEnvironment::valueOf);
        call.requireSound();
        GlueConnection connection =
                isHidden ? call.connections().get(name) : call.connections().getWithPassword(name);
        JsonPart.Struct json = connection.json();
        return new JsonBuilder()
                .part(
                        "Connection",
                        environment.map(each -> overridden(json, each)).orElse(json))
                .build();
    }

    /** The properties as they hold in one compute environment. */
    private static JsonPart.Struct overridden(JsonPart.Struct connection, ComputeEnvironment environment) {
        Map<String, JsonPart> properties = members(connection, PROPERTIES);
        properties.putAll(members(connection, ConnectionInputReader.member(environment)));
        JsonBuilder all = new JsonBuilder();
        properties.forEach(all::part);
        JsonBuilder json = new JsonBuilder();
        connection
                .members()
                .forEach(member ->
                        json.part(member.name(), member.name().equals(PROPERTIES) ? all.build() : member.value()));
        return json.build();
    }

    private static Map<String, JsonPart> members(JsonPart.Struct json, String name) {
        Map<String, JsonPart> members = new LinkedHashMap<>();
        json.members().stream()
                .filter(member -> member.name().equals(name))
                .map(JsonPart.Member::value)
                .forEach(value -> {
                    if (value instanceof JsonPart.Struct struct) {
                        struct.members().forEach(member -> members.put(member.name(), member.value()));
                    }
                });
        return members;
    }

    static JsonPart.Struct list(Call call) {
        JsonMembers json = call.json();
        Filter filter = json.object("Filter").map(Filter::read).orElseGet(Filter::none);
        boolean isHidden = json.flag("HidePassword").orElse(false);
        PageToken token = PageToken.read(json, filter.toString(), call.violations());
        int size = json.integer("MaxResults", 1, GlueLimits.PAGE).orElse(USUAL_PAGE);
        call.requireSound();
        GluePage page = call.connections().list(filter::admits, token.last(), size);
        JsonBuilder answer = new JsonBuilder()
                .array(
                        "ConnectionList",
                        page.connections().stream()
                                .map(connection -> isHidden ? connection : withPassword(call, connection))
                                .map(GlueConnection::json)
                                .toList());
        page.mark().ifPresent(mark -> answer.text(PageToken.MEMBER, token.after(mark)));
        return answer.build();
    }

    /** One that can not be used, or that is gone by now, keeps the others from nobody. */
    private static GlueConnection withPassword(Call call, GlueConnection connection) {
        try {
            return call.connections().getWithPassword(connection.name());
        } catch (ConnectionException e) {
            return connection;
        }
    }

    /** Which connections a list shows. */
    private record Filter(List<String> criteria, Optional<String> type, Optional<Integer> version) {
        static Filter none() {
            return new Filter(List.of(), Optional.empty(), Optional.empty());
        }

        static Filter read(JsonMembers json) {
            Filter filter = new Filter(
                    json.texts("MatchCriteria", GlueLimits.MATCH_CRITERIA, GlueLimits.NAME),
                    json.text("ConnectionType", GlueLimits.NAME),
                    json.integer("ConnectionSchemaVersion", 1, 2));
            json.finish();
            return filter;
        }

        boolean admits(GlueConnection connection) {
            return connection.matchCriteria().containsAll(criteria)
                    && type.map(connection.type()::equals).orElse(true)
                    && version.map(number -> number == connection.schemaVersion())
                            .orElse(true);
        }
    }
}
