package dev.mooring.connection.tck.emulator.tencent;

import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A main account: users with their keys, roles, and the sessions issued for either. Safe for use by threads. */
public final class TencentAccount {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int KEY_LENGTH = 32;
    private static final int TEMPORARY_KEY_LENGTH = 64;
    private static final int TOKEN_LENGTH = 240;

    private final SecureRandom random = new SecureRandom();
    private final String uin;
    private final String appId;
    private final Map<String, Holder> holders = new ConcurrentHashMap<>();
    private final Map<String, TencentRole> roles = new ConcurrentHashMap<>();

    /** A key and who it acts as. */
    record Holder(SigningKey key, TencentPrincipal principal) {}

    TencentAccount(String uin, String appId) {
        this.uin = uin;
        this.appId = appId;
    }

    /** The number that role names and trust policies name it by, twelve digits. */
    public String uin() {
        return uin;
    }

    /** The number that its buckets' names end in, ten digits. */
    public String appId() {
        return appId;
    }

    /** The name that a trust policy gives the whole account. */
    public String rootArn() {
        return arn("root");
    }

    /** A new sub-user with a long-lived key. */
    public Credential.AccessKey createUser(String name, CamPolicy permissions) {
        SigningKey key = new SigningKey(
                "AKID" + text(KEY_LENGTH), Secret.of(text(KEY_LENGTH)), Optional.empty(), Optional.empty());
        TencentPrincipal user =
                new TencentPrincipal(this, arn("uin/" + name), TencentPrincipal.Kind.USER, List.of(permissions));
        holders.put(key.secretId(), new Holder(key, user));
        return new Credential.AccessKey(key.secretId(), key.secretKey());
    }

    /** Adds the role, in place of one of that name; returns its name with the account. */
    public String putRole(TencentRole role) {
        String arn = arn("roleName/" + role.name());
        roles.put(arn, role);
        return arn;
    }

    /** Deletes or disables a key, or ends a session. */
    public void deleteKey(String secretId) {
        holders.remove(secretId);
    }

    /** Makes all sessions issued so far expired. */
    public void expireSessions() {
        holders.replaceAll((id, holder) -> holder.key().expiry().isEmpty() ? holder : expired(holder));
    }

    Optional<Holder> holder(String secretId) {
        return Optional.ofNullable(holders.get(secretId));
    }

    Optional<TencentRole> role(String arn) {
        return Optional.ofNullable(roles.get(arn));
    }

    SigningKey issue(TencentPrincipal principal, Instant expiry) {
        SigningKey key = new SigningKey(
                "AKID" + text(TEMPORARY_KEY_LENGTH),
                Secret.of(text(KEY_LENGTH)),
                Optional.of(Secret.of(text(TOKEN_LENGTH))),
                Optional.of(expiry));
        holders.put(key.secretId(), new Holder(key, principal));
        return key;
    }

    String arn(String resource) {
        return "qcs::cam::uin/" + uin + ":" + resource;
    }

    private static Holder expired(Holder holder) {
        SigningKey key = holder.key();
        SigningKey over = new SigningKey(key.secretId(), key.secretKey(), key.token(), Optional.of(Instant.EPOCH));
        return new Holder(over, holder.principal());
    }

    private String text(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return rootArn();
    }
}
