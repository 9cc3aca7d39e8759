package dev.mooring.connection.tck.emulator.databricks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Temporary credentials of storage, each for one location and for reading or for reading and writing. */
final class StorageCredentials {
    private final Map<String, Issued> byToken = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Answers answers;
    private final Journal journal;
    private volatile Duration lifetime = Duration.ofHours(1);

    /** What a credential reaches. */
    enum Reach {
        READ(Set.of(Action.READ, Action.LIST)),
        READ_WRITE(Set.of(Action.READ, Action.LIST, Action.WRITE, Action.DELETE));

        private final Set<Action> actions;

        Reach(Set<Action> actions) {
            this.actions = actions;
        }
    }

    private record Issued(String location, Reach reach, Instant expiry) {}

    StorageCredentials(Clock clock, Answers answers, Journal journal) {
        this.clock = clock;
        this.answers = answers;
        this.journal = journal;
    }

    void lifetime(Duration duration) {
        lifetime = duration;
    }

    /** The answer with a new credential for the location. */
    ObjectNode issue(StorageKind kind, String location, Reach reach) {
        Instant expiry = clock.instant().plus(lifetime);
        String token = journal.issue("token-" + UUID.randomUUID());
        ObjectNode answer = answers.object().put("url", location);
        if (kind == StorageKind.FILE) {
            return answer;
        }
        byToken.put(token, new Issued(location, reach, expiry));
        answer.put("expiration_time", expiry.toEpochMilli());
        switch (kind) {
            case AWS -> keys(answer.putObject("aws_temp_credentials"), token);
            case R2 -> keys(answer.putObject("r2_temp_credentials"), token);
            case AZURE_SAS -> answer.putObject("azure_user_delegation_sas").put("sas_token", token);
            case AZURE_AAD -> answer.putObject("azure_aad").put("aad_token", token);
            case GCP -> answer.putObject("gcp_oauth_token").put("oauth_token", token);
            case FILE -> throw new AssertionError(kind);
        }
        return answer;
    }

    private void keys(ObjectNode keys, String token) {
        keys.put("access_key_id", "ASIA" + token.hashCode())
                .put("secret_access_key", journal.issue("secret-" + UUID.randomUUID()))
                .put("session_token", token);
    }

    /** Whether the credential may act on an object directly below the resource, or list with its path as prefix. */
    boolean permits(Credential credential, Action action, Resource resource) {
        Issued issued = byToken.get(token(credential));
        return issued != null
                && clock.instant().isBefore(issued.expiry())
                && issued.reach().actions.contains(action)
                && Resource.parse(issued.location()).covers(resource);
    }

    private static String token(Credential credential) {
        if (credential instanceof Credential.Session session) {
            return session.sessionToken().reveal();
        } else if (credential instanceof Credential.Bearer bearer) {
            return bearer.token().reveal();
        } else if (credential instanceof Credential.SignedQuery query) {
            return query.query().reveal();
        }
        return "";
    }
}
