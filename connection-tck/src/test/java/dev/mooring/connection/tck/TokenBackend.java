package dev.mooring.connection.tck;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Bearer;
import dev.mooring.connection.credential.Credential.Login;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.EmulatorServer;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A token service: it knows one user, checks the external id and keeps the policy of each token. */
final class TokenBackend implements FakeBackend {
    static final Login PLATFORM = new Login("platform", Secret.of("platform-password-1"), Optional.empty());

    private final EmulatorServer server = EmulatorServer.start(this::answer);
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Map<String, String> policies = new ConcurrentHashMap<>();
    private volatile Optional<Failure> failure = Optional.empty();

    @Override
    public Map<String, URI> endpoints() {
        boolean closed = failure.equals(Optional.of(Failure.UNREACHABLE));
        return Map.of("token", closed ? URI.create("http://127.0.0.1:1") : server.endpoint());
    }

    @Override
    public Optional<Credential> serviceIdentity() {
        return Optional.of(PLATFORM);
    }

    @Override
    public void fail(Failure kind) {
        failure = Optional.of(kind);
        received.clear();
    }

    @Override
    public void heal() {
        failure = Optional.empty();
    }

    @Override
    public List<Received> received() {
        return List.copyOf(received);
    }

    @Override
    public long calls() {
        return paths.size();
    }

    @Override
    public long writes() {
        return paths.stream().filter("/write"::equals).count();
    }

    @Override
    public boolean permits(Credential credential, Action action, Resource resource) {
        String policy = policies.get(((Bearer) credential).token().reveal());
        AccessScope scope = AccessScope.parse(Arrays.asList(policy.split(";")));
        return scope.isEverything()
                || scope.grants().stream()
                        .anyMatch(grant -> grant.resource().covers(resource)
                                && grant.actions().contains(action));
    }

    @Override
    public void close() {
        server.close();
    }

    private EmulatedResponse answer(EmulatedRequest request) {
        paths.add(request.path());
        int status = failure.map(this::status).orElse(200);
        if (!request.path().equals("/token")) {
            return EmulatedResponse.of(status, "");
        }
        Map<String, String> fields = request.form();
        received.add(new Received("token:Issue", fields));
        if (!externalId().equals(fields.get("externalId"))) {
            return EmulatedResponse.of(403, "");
        }
        String token = UUID.randomUUID().toString();
        policies.put(token, fields.get("policy"));
        return EmulatedResponse.of(status, token);
    }

    private int status(Failure kind) {
        return switch (kind) {
            case UNREACHABLE -> 503;
            case BAD_CREDENTIAL -> 401;
            case DENIED, WRONG_EXTERNAL_ID -> 403;
            case THROTTLED -> 429;
        };
    }
}
