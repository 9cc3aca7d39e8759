package dev.mooring.connection.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential.Anonymous;
import dev.mooring.connection.credential.Credential.Certificate;
import dev.mooring.connection.credential.Credential.Login;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.kafka.bridge.KafkaEndpoint;
import dev.mooring.connection.kafka.bridge.KafkaEndpoint.HostNames;
import dev.mooring.connection.kafka.bridge.KafkaEndpoint.Mechanism;
import dev.mooring.connection.kafka.bridge.KafkaEndpoint.Protocol;
import dev.mooring.connection.tck.TestCertificates;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;

/** Both spellings and every form of certificates and keys end in the same thing. */
class KafkaSettingsTest {
    private static final TestCertificates AUTHORITY = TestCertificates.authority("settings test authority");
    private static final TestCertificates.Identity CLIENT = AUTHORITY.client("reader");

    @Test
    void bothSpellingsMeanTheSame() {
        LiveSource kafka = LiveSource.of(
                "BOOTSTRAP_SERVERS", "b1:9096,b2:9096",
                "SECURITY_PROTOCOL", "SASL_SSL",
                "SASL_MECHANISM", "SCRAM-SHA-512",
                "SASL_USERNAME", "ann",
                "SASL_PASSWORD", "pw",
                "SSL_TRUSTSTORE_CERTIFICATES", AUTHORITY.pem());
        LiveSource glue = LiveSource.of(
                "KAFKA_BOOTSTRAP_SERVERS", "b1:9096,b2:9096",
                "KAFKA_CUSTOM_CERT", AUTHORITY.pem(),
                "KAFKA_SKIP_CUSTOM_CERT_VALIDATION", "true",
                "KAFKA_SASL_MECHANISM", "SCRAM-SHA-512",
                "KAFKA_SASL_SCRAM_USERNAME", "ann",
                "KAFKA_SASL_SCRAM_PASSWORD", "pw");

        assertThat(glue.vended()).isEqualTo(kafka.vended());
        assertThat(glue.get()).isEqualTo(new Login("ann", Secret.of("pw"), Optional.empty()));
    }

    @Test
    void glueSpeaksTlsUnlessToldOtherwise() {
        assertThat(endpoint(LiveSource.of("KAFKA_BOOTSTRAP_SERVERS", "b:1")).protocol())
                .isEqualTo(Protocol.SSL);
        assertThat(endpoint(LiveSource.of("KAFKA_BOOTSTRAP_SERVERS", "b:1", "KAFKA_SSL_ENABLED", "false"))
                        .protocol())
                .isEqualTo(Protocol.PLAINTEXT);
    }

    @Test
    void theEndpointTravelsInTheDetails() {
        LiveSource source = LiveSource.of(
                "BOOTSTRAP_SERVERS", "b1:9096,[::1]:9096",
                "SECURITY_PROTOCOL", "SSL",
                "SSL_ENDPOINT_IDENTIFICATION", "false",
                "SSL_TRUSTSTORE_CERTIFICATES", AUTHORITY.pem());

        KafkaEndpoint endpoint = endpoint(source);

        assertThat(endpoint.servers()).hasToString("[b1:9096, [::1]:9096]");
        assertThat(endpoint.mechanism()).isEmpty();
        assertThat(endpoint.tls().hostNames()).isEqualTo(HostNames.UNCHECKED);
        assertThat(endpoint.tls().authoritiesPem().orElseThrow()).contains("BEGIN CERTIFICATE");
        assertThat(KafkaEndpoint.of(endpoint.details())).isEqualTo(endpoint);
        assertThat(source.get()).isEqualTo(new Anonymous());
    }

    @Test
    void aFileThatIsNoKeytabIsNotHandedOutAsOne() {
        LiveSource source = LiveSource.of(
                "BOOTSTRAP_SERVERS", "b:1",
                "SECURITY_PROTOCOL", "SASL_SSL",
                "SASL_MECHANISM", "GSSAPI",
                "SASL_KERBEROS_PRINCIPAL", "ann@EXAMPLE.COM",
                "SASL_KERBEROS_KEYTAB",
                        "base64:"
                                + Base64.getEncoder().encodeToString("another's key".getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(source::get)
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        e -> assertThat(e.code()).isEqualTo(ConnectionError.INVALID_PROPERTIES))
                .hasMessageNotContaining("another");
    }

    @Test
    void aMechanismIsKnownByTheNameThatTravels() {
        assertThat(Mechanism.named("SCRAM-SHA-256").wireName()).isEqualTo("SCRAM-SHA-256");
        assertThat(Mechanism.named("AWS_MSK_IAM").wireName()).isEqualTo("OAUTHBEARER");
    }

    @Test
    void encryptedTwinsAreOpenedByTheApplicationsDecryptor() throws Exception {
        LiveSource source = LiveSource.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                "b:1",
                "KAFKA_CLIENT_KEYSTORE",
                "base64:" + Base64.getEncoder().encodeToString(jks("store-pw", "key-pw")),
                "ENCRYPTED_KAFKA_CLIENT_KEYSTORE_PASSWORD",
                "wp-erots",
                "ENCRYPTED_KAFKA_CLIENT_KEY_PASSWORD",
                "wp-yek",
                "KAFKA_SASL_MECHANISM",
                "SCRAM-SHA-512",
                "KAFKA_SASL_SCRAM_USERNAME",
                "ann",
                "ENCRYPTED_KAFKA_SASL_SCRAM_PASSWORD",
                "drowssap");
        assertThatThrownBy(source::get)
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.code()).isEqualTo(ConnectionError.NOT_CONFIGURED));

        source.context
                .contents()
                .decryptor(ciphertext -> Secret.of(
                        new StringBuilder(ciphertext.reveal()).reverse().toString()));

        Certificate certificate = (Certificate) source.get();
        assertThat(certificate.login()).contains(new Login("ann", Secret.of("password"), Optional.empty()));
        assertSameKey(certificate);
    }

    @Test
    void anEncryptedKeyIsOpenedByItsPassword() throws Exception {
        LiveSource source = client(encryptedPem("key-pw"), "SSL_KEY_PASSWORD", "key-pw");

        assertSameKey((Certificate) source.get());

        source.alter("SSL_KEY_PASSWORD", "wrong-canary");
        assertUnusable(source, "SSL_KEYSTORE_KEY");
        assertUnusable(client(encryptedPem("key-pw")), "SSL_KEYSTORE_KEY");
    }

    @Test
    void otherFormsOfKeysAreRefusedWithTheCommandThatConvertsThem() {
        String oldForm = "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n";

        assertThatThrownBy(client(oldForm)::get)
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.remedy()).contains("openssl pkcs8 -topk8"));
        assertUnusable(client("no key"), "SSL_KEYSTORE_KEY");
    }

    @Test
    void anEndedCertificateIsRefusedBeforeTheBrokerDoes() {
        TestCertificates.Identity expired = AUTHORITY.expiredClient("reader");
        LiveSource source = LiveSource.of(
                "BOOTSTRAP_SERVERS",
                "b:1",
                "SECURITY_PROTOCOL",
                "SSL",
                "SSL_KEYSTORE_CERTIFICATE_CHAIN",
                expired.chainPem(),
                "SSL_KEYSTORE_KEY",
                expired.keyPem());

        assertThatThrownBy(source::get)
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        e -> assertThat(e.code()).isEqualTo(ConnectionError.CREDENTIAL_REJECTED));
    }

    @Test
    void weakAuthoritiesOfGlueNeedToBeAdmitted() {
        LiveSource source = LiveSource.of("KAFKA_BOOTSTRAP_SERVERS", "b:1", "KAFKA_CUSTOM_CERT", AUTHORITY.pem());

        assertUnusable(source, "KAFKA_CUSTOM_CERT");
        source.alter("KAFKA_SKIP_CUSTOM_CERT_VALIDATION", "true");

        assertThat(source.get()).isEqualTo(new Anonymous());
    }

    @Test
    void whatIsNoCertificateOrStoreIsRefusedByName() {
        LiveSource pem = LiveSource.of(
                "BOOTSTRAP_SERVERS", "b:1", "SECURITY_PROTOCOL", "SSL", "SSL_TRUSTSTORE_CERTIFICATES", "none");
        LiveSource store =
                LiveSource.of("BOOTSTRAP_SERVERS", "b:1", "SECURITY_PROTOCOL", "SSL", "SSL_TRUSTSTORE", "base64:AAAA");

        assertUnusable(pem, "SSL_TRUSTSTORE_CERTIFICATES");
        assertUnusable(store, "SSL_TRUSTSTORE");
    }

    private static KafkaEndpoint endpoint(LiveSource source) {
        return KafkaEndpoint.of(source.vended().details());
    }

    private static void assertUnusable(LiveSource source, String property) {
        assertThatThrownBy(source::get)
                .hasNoCause()
                .hasMessageContaining(property)
                .hasMessageNotContaining("canary")
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        e -> assertThat(e.code()).isEqualTo(ConnectionError.INVALID_PROPERTIES));
    }

    private static void assertSameKey(Certificate certificate) {
        assertThat(Base64.getMimeDecoder()
                        .decode(certificate.privateKeyPem().reveal().replaceAll("-----[A-Z ]+-----", "")))
                .isEqualTo(CLIENT.key().getEncoded());
    }

    private static LiveSource client(String keyPem, String... more) {
        LiveSource source = LiveSource.of(
                "BOOTSTRAP_SERVERS",
                "b:1",
                "SECURITY_PROTOCOL",
                "SSL",
                "SSL_KEYSTORE_CERTIFICATE_CHAIN",
                CLIENT.chainPem(),
                "SSL_KEYSTORE_KEY",
                keyPem);
        for (int i = 0; i < more.length; i += 2) {
            source.alter(more[i], more[i + 1]);
        }
        return source;
    }

    private static byte[] jks(String storePassword, String keyPassword) throws Exception {
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        store.setKeyEntry(
                "client",
                CLIENT.key(),
                keyPassword.toCharArray(),
                CLIENT.chain().toArray(new java.security.cert.Certificate[0]));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, storePassword.toCharArray());
        return bytes.toByteArray();
    }

    private static String encryptedPem(String password) throws Exception {
        String algorithm = "PBEWithHmacSHA256AndAES_256";
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray())));
        byte[] sealed = cipher.doFinal(CLIENT.key().getEncoded());
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
        parameters.init(cipher.getParameters().getEncoded());
        return "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(new EncryptedPrivateKeyInfo(parameters, sealed).getEncoded())
                + "\n-----END ENCRYPTED PRIVATE KEY-----\n";
    }
}
