package dev.mooring.connection.kafka;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.support.network.Certificates;
import dev.mooring.connection.support.network.PrivateKeyPem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The content of a JKS or PKCS#12 store. */
final class StoreContent {
    private final String property;
    private final KeyStore store;
    private final Optional<Secret> password;

    private StoreContent(String property, KeyStore store, Optional<Secret> password) {
        this.property = property;
        this.store = store;
        this.password = password;
    }

    /** Opens a store; the JDK tells JKS from PKCS#12 by its first bytes. */
    static StoreContent read(String property, Secret bytes, Optional<Secret> password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes.revealBytes()), characters(password));
            return new StoreContent(property, store, password);
        } catch (IOException | GeneralSecurityException e) {
            throw Certificates.unusable(
                    property, "is no store that its password opens", "give a JKS or PKCS#12 store and its password");
        }
    }

    /** The certificates it trusts. */
    Certificates authorities() {
        try {
            List<X509Certificate> certificates = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isCertificateEntry(alias) && store.getCertificate(alias) instanceof X509Certificate x509) {
                    certificates.add(x509);
                }
            }
            return new Certificates(property, certificates);
        } catch (GeneralSecurityException e) {
            throw unreadable();
        }
    }

    /** The one private key it holds, with its certificates. */
    ClientCertificate client(Optional<Secret> keyPassword) {
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    return client(alias, keyPassword.or(() -> password));
                }
            }
        } catch (GeneralSecurityException e) {
            throw unreadable();
        }
        throw Certificates.unusable(property, "holds no private key", "give the store of the client's own key");
    }

    private ClientCertificate client(String alias, Optional<Secret> keyPassword) throws GeneralSecurityException {
        Key key = store.getKey(alias, characters(keyPassword));
        Certificate[] chain = store.getCertificateChain(alias);
        if (chain == null || !"PKCS#8".equals(key.getFormat())) {
            throw unreadable();
        }
        return new ClientCertificate(
                new Certificates(
                        property,
                        Arrays.stream(chain).map(X509Certificate.class::cast).toList()),
                PrivateKeyPem.pem(key.getEncoded()));
    }

    private RuntimeException unreadable() {
        return Certificates.unusable(
                property, "holds a key that can not be read", "give the password of the key, if it has one of its own");
    }

    private static char @Nullable [] characters(Optional<Secret> secret) {
        return secret.map(value -> value.reveal().toCharArray()).orElse(null);
    }
}
