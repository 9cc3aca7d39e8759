package dev.mooring.connection.support.oauth;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.support.network.PrivateKeyPem;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;

/** Key pairs, made once, for making RSA keys takes its time. */
final class TestKeys {
    static final KeyPair RSA = rsa();
    static final KeyPair ELLIPTIC = elliptic();

    private TestKeys() {}

    static Secret pem(KeyPair pair) {
        return PrivateKeyPem.pem(pair.getPrivate().getEncoded());
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair elliptic() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
