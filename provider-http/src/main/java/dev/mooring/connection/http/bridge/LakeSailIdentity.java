package dev.mooring.connection.http.bridge;

import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.support.oauth.JsonObject;
import java.util.Optional;

/** Whom the LakeSail API takes a caller for. Closed. */
public sealed interface LakeSailIdentity {
    /**
     * A person, signed in.
     *
     * @param id the user's id
     * @param username the user's name
     * @param email the user's mail address, empty when it is not said
     * @param displayName how the user is shown, empty when it is not said
     */
    record User(String id, String username, String email, String displayName) implements LakeSailIdentity {
        @Override
        public String toString() {
            return "user " + username + " (" + id + ")";
        }
    }

    /**
     * A service account.
     *
     * @param id the account's id
     * @param username the account's name
     * @param description what it is for, empty when it is not said
     */
    record ServiceAccount(String id, String username, String description) implements LakeSailIdentity {
        @Override
        public String toString() {
            return "service account " + username + " (" + id + ")";
        }
    }

    /** Whoever has the root key. */
    record Root() implements LakeSailIdentity {
        @Override
        public String toString() {
            return "root key";
        }
    }

    /** Asks the API for whom it takes a connection; blocks for one call. */
    static LakeSailIdentity of(CredentialSource source) {
        return new LakeSailApi(source).me();
    }

    /** Reads the answer of {@code /me}; empty when it names nobody that is known. Unknown members are ignored. */
    static Optional<LakeSailIdentity> read(JsonObject answer) {
        return answer.object("user")
                .<LakeSailIdentity>map(user -> new User(
                        text(user, "id"), text(user, "username"), text(user, "email"), text(user, "displayName")))
                .or(() -> answer.object("serviceAccount")
                        .map(account -> new ServiceAccount(
                                text(account, "id"), text(account, "username"), text(account, "description"))))
                .or(() -> answer.object("root").map(root -> new Root()));
    }

    private static String text(JsonObject object, String name) {
        return object.text(name).orElse("").replaceAll("\\p{Cntrl}", " ");
    }
}
