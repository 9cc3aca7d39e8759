package dev.mooring.connection.tck;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** A certificate authority with a new key, and what it certifies; all in memory. */
public final class TestCertificates {
    private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
    private static final Duration BACKDATED = Duration.ofHours(1);

    private final String name;
    private final KeyPair keys = newKeys();
    private final X509Certificate certificate;

    /** A key with its certificate chain, its own certificate first. */
    public record Identity(PrivateKey key, List<X509Certificate> chain) {
        /** The chain in PEM. */
        public String chainPem() {
            StringBuilder text = new StringBuilder();
            chain.forEach(one -> text.append(TestCertificates.pem(one)));
            return text.toString();
        }

        /** The private key in PEM, PKCS#8. */
        public String keyPem() {
            return TestCertificates.pem("PRIVATE KEY", key.getEncoded());
        }

        /** A PKCS#12 store of both. */
        public byte[] pkcs12(String password) {
            return store(
                    password,
                    store -> store.setKeyEntry(
                            "identity", key, password.toCharArray(), chain.toArray(Certificate[]::new)));
        }
    }

    private TestCertificates(String name) {
        this.name = name;
        this.certificate = issue(name, keys, true, Duration.ofDays(2), new byte[0]);
    }

    /** A new authority. */
    public static TestCertificates authority(String name) {
        return new TestCertificates(name);
    }

    /** The authority's own certificate in PEM. */
    public String pem() {
        return pem(certificate);
    }

    /** A PKCS#12 store that trusts the authority. */
    public byte[] trustPkcs12(String password) {
        return store(password, store -> store.setCertificateEntry("authority", certificate));
    }

    /** A server's certificate for the host names and addresses. */
    public Identity server(String... hosts) {
        byte[][] names = new byte[hosts.length][];
        for (int i = 0; i < hosts.length; i++) {
            names[i] = generalName(hosts[i]);
        }
        return identity(hosts[0], Duration.ofDays(2), extension("2.5.29.17", Der.sequence(names)));
    }

    /** A client's certificate with the common name. */
    public Identity client(String commonName) {
        return identity(commonName, Duration.ofDays(2), new byte[0]);
    }

    /** A client's certificate that stopped being valid a minute ago. */
    public Identity expiredClient(String commonName) {
        return identity(commonName, Duration.ofMinutes(-1), new byte[0]);
    }

    private Identity identity(String commonName, Duration life, byte[] extensions) {
        KeyPair own = newKeys();
        return new Identity(own.getPrivate(), List.of(issue(commonName, own, false, life, extensions), certificate));
    }

    private X509Certificate issue(String subject, KeyPair own, boolean authority, Duration life, byte[] extensions) {
        Instant now = Instant.now();
        byte[] algorithm = Der.sequence(Der.oid(ECDSA_WITH_SHA256));
        byte[] constraints = extension("2.5.29.19", authority ? Der.sequence(Der.yes()) : Der.sequence());
        byte[] body = Der.sequence(
                Der.tagged(0xa0, Der.integer(BigInteger.TWO)),
                Der.integer(new BigInteger(63, new SecureRandom()).add(BigInteger.ONE)),
                algorithm,
                distinguishedName(name),
                Der.sequence(Der.time(now.minus(BACKDATED)), Der.time(now.plus(life))),
                distinguishedName(subject),
                own.getPublic().getEncoded(),
                Der.tagged(0xa3, Der.sequence(constraints, extensions)));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(body);
            byte[] signed = Der.sequence(body, algorithm, Der.bits(signature.sign()));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] distinguishedName(String commonName) {
        return Der.sequence(Der.tagged(0x31, Der.sequence(Der.oid("2.5.4.3"), Der.text(commonName))));
    }

    private static byte[] extension(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), Der.octets(value));
    }

    private static byte[] generalName(String host) {
        if (!host.matches("[0-9.]+|.*:.*")) {
            return Der.tagged(0x82, host.getBytes(StandardCharsets.US_ASCII));
        }
        try {
            return Der.tagged(0x87, InetAddress.getByName(host).getAddress());
        } catch (java.net.UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String kind, byte[] content) {
        String encoded = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + encoded + "\n-----END " + kind + "-----\n";
    }

    private static byte[] store(String password, Filling filling) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            filling.fill(store);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, password.toCharArray());
            return bytes.toByteArray();
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Filling {
        void fill(KeyStore store) throws GeneralSecurityException;
    }
}
