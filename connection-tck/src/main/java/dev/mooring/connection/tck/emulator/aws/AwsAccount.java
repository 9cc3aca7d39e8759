package dev.mooring.connection.tck.emulator.aws;

import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An account: users with their keys, roles, and the sessions issued for either. Safe for use by threads. */
public final class AwsAccount {
    private static final String KEY_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int KEY_LENGTH = 16;
    private static final int SECRET_BYTES = 30;
    private static final int TOKEN_BYTES = 180;

    private final SecureRandom random = new SecureRandom();
    private final String partition;
    private final String id;
    private final Map<String, Holder> holders = new ConcurrentHashMap<>();
    private final Map<String, AwsRole> roles = new ConcurrentHashMap<>();

    /** A key and who it acts as. */
    record Holder(SigningKey key, AwsPrincipal principal) {}

    AwsAccount(String partition, String id) {
        this.partition = partition;
        this.id = id;
    }

    /** Its twelve digits. */
    public String id() {
        return id;
    }

    /** Its partition, for instance {@code aws-cn}. */
    public String partition() {
        return partition;
    }

    /** The ARN that a trust policy names the whole account by. */
    public String rootArn() {
        return arn("iam", "root");
    }

    /** A new user with a long-lived key. */
    public Credential.AccessKey createUser(String name, IamPolicy permissions) {
        String arn = arn("iam", "user/" + name);
        SigningKey key =
                new SigningKey("AKIA" + keyId(), Secret.of(random(SECRET_BYTES)), Optional.empty(), Optional.empty());
        AwsPrincipal user = new AwsPrincipal(this, arn, arn, AwsPrincipal.Kind.USER, List.of(permissions));
        holders.put(key.accessKeyId(), new Holder(key, user));
        return new Credential.AccessKey(key.accessKeyId(), key.secret());
    }

    /** Adds the role, in place of one of that name; returns its ARN. */
    public String putRole(AwsRole role) {
        String arn = arn("iam", "role/" + role.name());
        roles.put(arn, role);
        return arn;
    }

    /** Deletes a key or ends a session. */
    public void deleteKey(String accessKeyId) {
        holders.remove(accessKeyId);
    }

    /** Makes all sessions issued so far expired. */
    public void expireSessions() {
        holders.replaceAll((keyId, holder) -> holder.key().expiry().isEmpty() ? holder : expired(holder));
    }

    Optional<Holder> holder(String accessKeyId) {
        return Optional.ofNullable(holders.get(accessKeyId));
    }

    Optional<AwsRole> role(String arn) {
        return Optional.ofNullable(roles.get(arn));
    }

    SigningKey issue(AwsPrincipal principal, Instant expiry) {
        SigningKey key = new SigningKey(
                "ASIA" + keyId(),
                Secret.of(random(SECRET_BYTES)),
                Optional.of(Secret.of(random(TOKEN_BYTES))),
                Optional.of(expiry));
        holders.put(key.accessKeyId(), new Holder(key, principal));
        return key;
    }

    String arn(String service, String resource) {
        return "arn:" + partition + ":" + service + "::" + id + ":" + resource;
    }

    private static Holder expired(Holder holder) {
        SigningKey key = holder.key();
        SigningKey over =
                new SigningKey(key.accessKeyId(), key.secret(), key.sessionToken(), Optional.of(Instant.EPOCH));
        return new Holder(over, holder.principal());
    }

    private String keyId() {
        StringBuilder keyId = new StringBuilder();
        for (int i = 0; i < KEY_LENGTH; i++) {
            keyId.append(KEY_ALPHABET.charAt(random.nextInt(KEY_ALPHABET.length())));
        }
        return keyId.toString();
    }

    private String random(int bytes) {
        byte[] random = new byte[bytes];
        this.random.nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }

    @Override
    public String toString() {
        return rootArn();
    }
}
