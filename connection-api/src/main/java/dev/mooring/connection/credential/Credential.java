package dev.mooring.connection.credential;

import java.time.Instant;
import java.util.Optional;

/**
 * A credential that a client can use. Closed: a consumer must know how to use each shape. None can be built without its
 * secret, and printing one shows no secret.
 */
public sealed interface Credential {
    /** When it stops working, by the issuer's word; empty when it does not expire by itself. */
    Optional<Instant> expiresAt();

    /**
     * A long-lived key pair of a cloud.
     *
     * @param accessKeyId the key's id
     * @param accessKeySecret its secret
     */
    record AccessKey(String accessKeyId, Secret accessKeySecret) implements Credential {
        /** Refuses an empty id or secret. */
        public AccessKey {
            requireFilled("accessKeyId", accessKeyId);
            requireFilled("accessKeySecret", accessKeySecret);
        }

        @Override
        public Optional<Instant> expiresAt() {
            return Optional.empty();
        }

        /** With the start of the id only. */
        @Override
        public String toString() {
            return "AccessKey[accessKeyId=" + cut(accessKeyId) + ", accessKeySecret=****]";
        }
    }

    /**
     * A temporary key pair with its token.
     *
     * @param accessKeyId the temporary key's id
     * @param accessKeySecret its secret
     * @param sessionToken the token that must accompany every request
     * @param expiry when it stops working
     */
    record Session(String accessKeyId, Secret accessKeySecret, Secret sessionToken, Instant expiry)
            implements Credential {
        /** Refuses empty parts. */
        public Session {
            requireFilled("accessKeyId", accessKeyId);
            requireFilled("accessKeySecret", accessKeySecret);
            requireFilled("sessionToken", sessionToken);
        }

        @Override
        public Optional<Instant> expiresAt() {
            return Optional.of(expiry);
        }

        /** With the start of the id only. */
        @Override
        public String toString() {
            return "Session[accessKeyId=" + cut(accessKeyId) + ", accessKeySecret=****, sessionToken=****, expiry="
                    + expiry + "]";
        }
    }

    /**
     * A bearer token.
     *
     * @param token the token
     * @param expiresAt when it stops working
     */
    record Bearer(Secret token, Optional<Instant> expiresAt) implements Credential {
        /** Refuses an empty token. */
        public Bearer {
            requireFilled("token", token);
        }
    }

    /**
     * A user name and a password or a token used as one.
     *
     * @param username the user
     * @param password the password
     * @param expiresAt when the password stops working
     */
    record Login(String username, Secret password, Optional<Instant> expiresAt) implements Credential {
        /** Refuses an empty user or password. */
        public Login {
            requireFilled("username", username);
            requireFilled("password", password);
        }
    }

    /**
     * A key sent in a header of its own.
     *
     * @param header the header's name
     * @param value the whole header value
     * @param expiresAt when it stops working
     */
    record ApiKey(String header, Secret value, Optional<Instant> expiresAt) implements Credential {
        /** Refuses an empty header or value. */
        public ApiKey {
            requireFilled("header", header);
            requireFilled("value", value);
        }
    }

    /**
     * A client certificate.
     *
     * @param chainPem the chain, the client's own certificate first
     * @param privateKeyPem its private key, PKCS#8
     * @param login a login used beside it
     * @param expiresAt when the certificate stops being valid
     */
    record Certificate(String chainPem, Secret privateKeyPem, Optional<Login> login, Optional<Instant> expiresAt)
            implements Credential {
        /** Refuses an empty chain or key. */
        public Certificate {
            requireFilled("chainPem", chainPem);
            requireFilled("privateKeyPem", privateKeyPem);
        }
    }

    /**
     * A user and the key that the user proves to hold, as SSH does.
     *
     * @param username the user
     * @param publicKey the public key as OpenSSH writes it, for instance {@code ssh-ed25519 AAAA…}
     * @param privateKeyPem the private key, PKCS#8, not encrypted
     * @param expiresAt when the key stops being accepted
     */
    record SshKey(String username, String publicKey, Secret privateKeyPem, Optional<Instant> expiresAt)
            implements Credential {
        /** Refuses an empty user or key. */
        public SshKey {
            requireFilled("username", username);
            requireFilled("publicKey", publicKey);
            requireFilled("privateKeyPem", privateKeyPem);
        }
    }

    /**
     * A Kerberos principal with its keytab.
     *
     * @param principal the principal with its realm
     * @param keytab the keytab's bytes
     */
    record Kerberos(String principal, Secret keytab) implements Credential {
        /** Refuses an empty principal or keytab. */
        public Kerberos {
            requireFilled("principal", principal);
            requireFilled("keytab", keytab);
        }

        @Override
        public Optional<Instant> expiresAt() {
            return Optional.empty();
        }
    }

    /**
     * A delegation token of a service.
     *
     * @param kind the token's kind
     * @param service the service it is for
     * @param token the encoded token
     * @param expiresAt when it stops working
     */
    record Delegation(String kind, String service, Secret token, Optional<Instant> expiresAt) implements Credential {
        /** Refuses an empty kind or token. */
        public Delegation {
            requireFilled("kind", kind);
            requireFilled("token", token);
        }
    }

    /**
     * A signed query string that grants access by itself.
     *
     * @param query the query string without a leading question mark
     * @param expiresAt when the signature stops being accepted
     */
    record SignedQuery(Secret query, Optional<Instant> expiresAt) implements Credential {
        /** Refuses an empty query. */
        public SignedQuery {
            requireFilled("query", query);
        }
    }

    /** No credential at all, said and not implied by an absence. */
    record Anonymous() implements Credential {
        @Override
        public Optional<Instant> expiresAt() {
            return Optional.empty();
        }
    }

    private static String cut(String accessKeyId) {
        int shown = Math.min(6, accessKeyId.length() / 2);
        return accessKeyId.substring(0, shown) + "…";
    }

    private static void requireFilled(String part, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a credential's " + part + " must not be empty");
        }
    }

    private static void requireFilled(String part, Secret secret) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("a credential's " + part + " must not be empty");
        }
    }
}
