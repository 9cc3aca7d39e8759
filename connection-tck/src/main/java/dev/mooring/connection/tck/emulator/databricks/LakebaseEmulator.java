package dev.mooring.connection.tck.emulator.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.tck.FakeBackend.Received;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The calls that hand out passwords of Lakebase databases, for autoscaling endpoints and for provisioned instances. */
final class LakebaseEmulator {
    private static final Pattern ENDPOINT = Pattern.compile("projects/[^/]+/branches/[^/]+/endpoints/[^/]+");
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,6})s");
    private static final Duration SHORTEST = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Set<String> endpoints = ConcurrentHashMap.newKeySet();
    private final Set<String> instances = ConcurrentHashMap.newKeySet();
    private final Clock clock;
    private final Answers answers;
    private final Journal journal;
    private volatile Duration lifetime = LONGEST;
    private volatile boolean isOffered = true;
    private volatile DatabricksEmulator.PasswordSink passwords = (user, password, until) -> {};

    LakebaseEmulator(Clock clock, Answers answers, Journal journal) {
        this.clock = clock;
        this.answers = answers;
        this.journal = journal;
    }

    void endpoint(String name) {
        endpoints.add(name);
    }

    void instance(String name) {
        instances.add(name);
    }

    void lifetime(Duration duration) {
        lifetime = duration;
    }

    void withdraw() {
        isOffered = false;
    }

    void passwords(DatabricksEmulator.PasswordSink sink) {
        passwords = sink;
    }

    EmulatedResponse answer(EmulatedRequest request, String caller) {
        return switch (request.method() + " " + request.path()) {
            case "POST /api/2.0/postgres/credentials" -> ofEndpoint(answers.body(request), caller);
            case "POST /api/2.0/database/credentials" -> ofInstance(answers.body(request), caller);
            default -> throw unknown(request.path());
        };
    }

    private static DatabricksFailure unknown(String path) {
        return new DatabricksFailure(404, "ENDPOINT_NOT_FOUND", "No API found for 'POST " + path + "'");
    }

    private EmulatedResponse ofEndpoint(ObjectNode body, String caller) {
        if (!isOffered) {
            throw unknown("/api/2.0/postgres/credentials");
        }
        String endpoint = body.path("endpoint").asText();
        if (endpoint.isEmpty()) {
            throw DatabricksFailure.invalid("Field 'endpoint' is required");
        }
        if (!ENDPOINT.matcher(endpoint).matches()) {
            throw DatabricksFailure.invalid("Field 'endpoint' is malformed: projects/{}/branches/{}/endpoints/{}");
        }
        if (!endpoints.contains(endpoint)) {
            throw DatabricksFailure.notFound("Endpoint '" + endpoint + "'");
        }
        Map<String, String> fields = new TreeMap<>(Map.of("endpoint", endpoint));
        Optional<String> ttl = Optional.ofNullable(body.get("ttl")).map(JsonNode::asText);
        ttl.ifPresent(text -> fields.put("ttl", text));
        Duration life = ttl.map(LakebaseEmulator::bounded).orElse(lifetime);
        journal.granted(new Received("lakebase:postgres/credentials", fields));
        Instant until = clock.instant().plus(life);
        return answers.of(
                200, answers.object().put("token", password(caller, until)).put("expire_time", until.toString()));
    }

    private static Duration bounded(String ttl) {
        Matcher seconds = SECONDS.matcher(ttl);
        Duration life = seconds.matches() ? Duration.ofSeconds(Long.parseLong(seconds.group(1))) : Duration.ZERO;
        if (life.compareTo(SHORTEST) < 0 || life.compareTo(LONGEST) > 0) {
            throw DatabricksFailure.invalid("Field 'ttl' must lie between 300s and 3600s");
        }
        return life;
    }

    /** Its answer names the end otherwise than that of endpoints. */
    private EmulatedResponse ofInstance(ObjectNode body, String caller) {
        String instance = body.path("instance_names").path(0).asText();
        if (instance.isEmpty() || body.path("request_id").asText().isEmpty()) {
            throw DatabricksFailure.invalid("Fields 'instance_names' and 'request_id' are required");
        }
        if (!instances.contains(instance)) {
            throw DatabricksFailure.notFound("Database instance '" + instance + "'");
        }
        journal.granted(new Received("lakebase:database/credentials", Map.of("instanceName", instance)));
        Instant until = clock.instant().plus(lifetime);
        return answers.of(
                200, answers.object().put("token", password(caller, until)).put("expiration_time", until.toString()));
    }

    private String password(String user, Instant until) {
        String password = journal.issue("eyJ-database-" + UUID.randomUUID());
        passwords.issued(user, password, until);
        return password;
    }
}
