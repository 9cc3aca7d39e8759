package dev.mooring.connection.http;

import dev.mooring.connection.support.network.PrivateKeyPem;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;

/** Keys of assertions. */
final class TestKeys {
    private TestKeys() {}

    static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String pem(KeyPair pair) {
        return PrivateKeyPem.pem(pair.getPrivate().getEncoded()).reveal();
    }
}
