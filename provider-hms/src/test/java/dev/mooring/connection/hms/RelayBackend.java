package dev.mooring.connection.hms;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.tck.FakeBackend;
import dev.mooring.connection.tck.emulator.TcpRelay;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real server behind a relay that can be cut, and that can lead to servers which refuse. */
public final class RelayBackend implements FakeBackend {
    private static final Pattern WRITE = Pattern.compile("\\u0000(create|alter|drop|add|append|set_)_?[a-z_]*");
    /** The name of the call, its sequence number, and its two texts with their field headers and lengths. */
    private static final Pattern TOKEN = Pattern.compile(
            "get_delegation_token.{4}\\u000b\\u0000\\u0001.{4}([^\\u0000]+)\\u000b\\u0000\\u0002.{4}([^\\u0000]+)\\u0000",
            Pattern.DOTALL);

    private final TcpRelay relay;
    private final int healthy;
    private final Map<Failure, Integer> refusing;

    public RelayBackend(int healthy, Map<Failure, Integer> refusing) {
        this.healthy = healthy;
        this.refusing = refusing;
        this.relay = TcpRelay.to(healthy);
    }

    public String uri() {
        return "thrift://localhost:" + relay.port();
    }

    /** The address stands in the properties. */
    @Override
    public Map<String, URI> endpoints() {
        return Map.of();
    }

    @Override
    public Optional<Credential> serviceIdentity() {
        return Optional.empty();
    }

    @Override
    public void fail(Failure failure) {
        if (failure == Failure.UNREACHABLE) {
            relay.cut();
        } else {
            relay.lead(refusing.get(failure));
        }
    }

    @Override
    public void heal() {
        relay.lead(healthy);
        relay.mend();
    }

    @Override
    public List<Received> received() {
        List<Received> received = new ArrayList<>();
        for (String said : relay.heard()) {
            Matcher token = TOKEN.matcher(said);
            while (token.find()) {
                received.add(new Received(
                        "hms:get_delegation_token", Map.of("tokenOwner", token.group(1), "renewer", token.group(2))));
            }
        }
        return received;
    }

    @Override
    public long calls() {
        return relay.connections();
    }

    @Override
    public long writes() {
        return relay.heard().stream().filter(said -> WRITE.matcher(said).find()).count();
    }

    /** Nothing is narrowed: the suite does not ask. */
    @Override
    public boolean permits(Credential credential, Action action, Resource resource) {
        return true;
    }

    @Override
    public void close() {
        relay.close();
    }
}
