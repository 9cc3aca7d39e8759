package dev.mooring.connection.glue.endpoint;

import dev.mooring.connection.credential.Secret;

/**
 * An access key that the deployment gives to a client, and who acts by it.
 *
 * @param accessKeyId the key's id, not secret
 * @param secret the key's secret
 * @param workspace the workspace whose connections it reaches
 * @param user the user of that workspace that it acts as
 */
public record EndpointKey(String accessKeyId, Secret secret, String workspace, String user) {
    private static final int SHORTEST_SECRET = 16;

    /** Refuses an id that is no word, a short secret and empty names. */
    public EndpointKey {
        if (!accessKeyId.matches("[A-Za-z0-9_]{4,128}")) {
            throw new IllegalArgumentException(
                    "an access key id is a word of 4 to 128 letters, digits and underscores");
        }
        if (secret.revealBytes().length < SHORTEST_SECRET) {
            throw new IllegalArgumentException("the secret of an access key has at least 16 characters");
        }
        if (workspace.isBlank() || user.isBlank()) {
            throw new IllegalArgumentException("an access key names a workspace and a user");
        }
    }
}
