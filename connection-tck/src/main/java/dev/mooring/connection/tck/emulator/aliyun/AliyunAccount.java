package dev.mooring.connection.tck.emulator.aliyun;

import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An account: users with their keys, roles, and the sessions issued for them. Safe for use by threads. */
public final class AliyunAccount {
    private static final String KEY_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int SECRET_LENGTH = 30;
    private static final int TOKEN_BYTES = 300;

    private final SecureRandom random = new SecureRandom();
    private final String id;
    private final Map<String, Holder> holders = new ConcurrentHashMap<>();
    private final Map<String, AliyunRole> roles = new ConcurrentHashMap<>();

    /** A key and who it acts as. */
    record Holder(RamKey key, AliyunPrincipal principal) {}

    AliyunAccount(String id) {
        this.id = id;
    }

    /** Its sixteen digits. */
    public String id() {
        return id;
    }

    /** The ARN that a trust policy names the whole account by. */
    public String rootArn() {
        return "acs:ram::" + id + ":root";
    }

    /** A new user with a long-lived key. */
    public Credential.AccessKey createUser(String name, RamPolicy permissions) {
        String arn = "acs:ram::" + id + ":user/" + name;
        RamKey key = new RamKey(
                "LTAI" + text(20),
                Secret.of(text(SECRET_LENGTH)),
                Optional.empty(),
                Optional.empty(),
                RamKey.State.ACTIVE);
        AliyunPrincipal user = new AliyunPrincipal(this, arn, arn, AliyunPrincipal.USER, List.of(permissions));
        holders.put(key.id(), new Holder(key, user));
        return new Credential.AccessKey(key.id(), key.secret());
    }

    /** Adds the role, in place of one of that name; returns its ARN, in which RAM writes the name in lower case. */
    public String putRole(AliyunRole role) {
        String arn = "acs:ram::" + id + ":role/" + lower(role.name());
        roles.put(arn, role);
        return arn;
    }

    /** Removes a role. */
    public void deleteRole(String name) {
        roles.remove("acs:ram::" + id + ":role/" + lower(name));
    }

    /** Deletes a key or ends a session. */
    public void deleteKey(String accessKeyId) {
        holders.remove(accessKeyId);
    }

    /** Makes a key unusable without deleting it. */
    public void disableKey(String accessKeyId) {
        holders.computeIfPresent(
                accessKeyId, (i, holder) -> new Holder(holder.key().inactive(), holder.principal()));
    }

    /** Makes all sessions issued so far expired. */
    public void expireSessions() {
        holders.replaceAll((i, holder) -> holder.key().expiry().isEmpty()
                ? holder
                : new Holder(holder.key().expired(), holder.principal()));
    }

    Optional<Holder> holder(String accessKeyId) {
        return Optional.ofNullable(holders.get(accessKeyId));
    }

    /** A role by its ARN, whatever the letter case of its name. */
    Optional<AliyunRole> role(String arn) {
        return Optional.ofNullable(roles.get(lower(arn)));
    }

    RamKey issue(AliyunPrincipal principal, Instant expiry) {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        RamKey key = new RamKey(
                "STS." + text(24),
                Secret.of(text(SECRET_LENGTH)),
                Optional.of(Secret.of("CAIS" + Base64.getEncoder().encodeToString(token))),
                Optional.of(expiry),
                RamKey.State.ACTIVE);
        holders.put(key.id(), new Holder(key, principal));
        return key;
    }

    private String text(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(KEY_ALPHABET.charAt(random.nextInt(KEY_ALPHABET.length())));
        }
        return text.toString();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return rootArn();
    }
}
