package dev.mooring.connection.kafka;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.kafka.bridge.KafkaEndpoint;
import dev.mooring.connection.kafka.bridge.KafkaEndpoint.HostNames;
import dev.mooring.connection.kafka.bridge.KafkaEndpoint.Mechanism;
import dev.mooring.connection.kafka.bridge.KafkaEndpoint.Protocol;
import dev.mooring.connection.kafka.bridge.KafkaEndpoint.Tls;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Contents;
import dev.mooring.connection.support.network.Certificates;
import dev.mooring.connection.support.network.PrivateKeyPem;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a connection says, whichever of the two spellings its author chose; nothing behind this class knows more than one.
 * Files are opened and ciphertexts decrypted only when asked for, and anew each time. Immutable.
 */
final class KafkaSettings {
    private static final Pattern AWS_HOST =
            Pattern.compile(".+\\.kafka(?:-serverless)?\\.([a-z]{2}(?:-[a-z]+)+-\\d+)\\.amazonaws\\.com(?:\\.cn)?");

    private final PropertyValues values;
    private final boolean isGlue;

    private KafkaSettings(PropertyValues values) {
        this.values = values;
        this.isGlue = values.has(GlueProperties.BOOTSTRAP_SERVERS);
    }

    /** The settings of bound properties; they may be incomplete as long as only what is there is asked for. */
    static KafkaSettings of(PropertyValues values) {
        return new KafkaSettings(values);
    }

    /** Whether they are spelled as AWS Glue does. */
    boolean isGlue() {
        return isGlue;
    }

    List<HostPort> servers() {
        return either(KafkaProperties.BOOTSTRAP_SERVERS, GlueProperties.BOOTSTRAP_SERVERS)
                .orElse(List.of());
    }

    Protocol protocol() {
        if (!isGlue) {
            return values.require(KafkaProperties.SECURITY_PROTOCOL);
        }
        boolean isEncrypted = values.require(GlueProperties.SSL_ENABLED);
        if (values.has(GlueProperties.MECHANISM)) {
            return isEncrypted ? Protocol.SASL_SSL : Protocol.SASL_PLAINTEXT;
        }
        return isEncrypted ? Protocol.SSL : Protocol.PLAINTEXT;
    }

    Optional<Mechanism> mechanism() {
        return either(KafkaProperties.SASL_MECHANISM, GlueProperties.MECHANISM).map(Mechanism::named);
    }

    String username() {
        return either(KafkaProperties.SASL_USERNAME, GlueProperties.SCRAM_USERNAME)
                .orElseGet(() -> values.require(GlueProperties.PLAIN_USERNAME));
    }

    Secret password(Contents contents) {
        return either(KafkaProperties.SASL_PASSWORD, GlueProperties.PLAIN_PASSWORD)
                .or(() -> opened(GlueProperties.SCRAM_PASSWORD, GlueProperties.ENCRYPTED_SCRAM_PASSWORD, contents))
                .orElseThrow(() -> new IllegalStateException("no password"));
    }

    String principal() {
        return either(KafkaProperties.PRINCIPAL, GlueProperties.PRINCIPAL)
                .orElseThrow(() -> new IllegalStateException("no principal"));
    }

    Secret keytab(Contents contents) {
        return contents.open(either(KafkaProperties.KEYTAB, GlueProperties.KEYTAB)
                .orElseThrow(() -> new IllegalStateException("no keytab")));
    }

    Optional<String> krb5Conf(Contents contents) {
        return either(KafkaProperties.KRB5_CONF, GlueProperties.KRB5_CONF)
                .map(content -> contents.open(content).reveal());
    }

    /** The region of an MSK cluster: as given, else as its servers' names say. */
    Optional<String> awsRegion() {
        return values.get(KafkaProperties.AWS_REGION)
                .or(() -> servers().stream()
                        .map(server -> AWS_HOST.matcher(server.host()))
                        .filter(Matcher::matches)
                        .map(matcher -> matcher.group(1))
                        .findFirst());
    }

    /** The properties of one spelling only, such as those of OAUTHBEARER. */
    <T> T require(PropertySpec<T> spec) {
        return values.require(spec);
    }

    <T> Optional<T> get(PropertySpec<T> spec) {
        return values.get(spec);
    }

    /** Where and how to connect, the trusted certificates opened. */
    KafkaEndpoint endpoint(Contents contents) {
        Protocol protocol = protocol();
        Optional<String> authorities = protocol.isEncrypted() ? authorities(contents) : Optional.empty();
        HostNames hostNames = values.require(KafkaProperties.HOST_CHECK) ? HostNames.CHECKED : HostNames.UNCHECKED;
        return new KafkaEndpoint(
                servers(),
                protocol,
                mechanism(),
                new Tls(authorities, hostNames),
                values.get(GlueProperties.SERVICE).orElseGet(() -> values.require(KafkaProperties.SERVICE_NAME)));
    }

    private Optional<String> authorities(Contents contents) {
        if (values.has(GlueProperties.CUSTOM_CERT)) {
            String property = GlueProperties.CUSTOM_CERT.name();
            Certificates certificates =
                    Certificates.ofPem(property, contents.open(values.require(GlueProperties.CUSTOM_CERT)));
            if (!values.require(GlueProperties.SKIP_CERT_VALIDATION)) {
                certificates.requireStrong(GlueProperties.SKIP_CERT_VALIDATION.name());
            }
            return Optional.of(certificates.pem());
        }
        return values.get(KafkaProperties.TRUSTED_CERTIFICATES)
                .map(content -> Certificates.ofPem(KafkaProperties.TRUSTED_CERTIFICATES.name(), contents.open(content)))
                .or(() -> values.get(KafkaProperties.TRUST_STORE).map(content -> trustStore(contents.open(content))))
                .map(Certificates::pem);
    }

    private Certificates trustStore(Secret store) {
        return StoreContent.read(
                        KafkaProperties.TRUST_STORE.name(), store, values.get(KafkaProperties.TRUST_STORE_PASSWORD))
                .authorities();
    }

    /** The client's certificate with its private key, decrypted. */
    Optional<ClientCertificate> clientCertificate(Contents contents) {
        Optional<Secret> keyPassword = opened(
                        GlueProperties.KEY_PASSWORD, GlueProperties.ENCRYPTED_KEY_PASSWORD, contents)
                .or(() -> values.get(KafkaProperties.KEY_PASSWORD));
        if (values.has(KafkaProperties.CLIENT_CHAIN)) {
            return Optional.of(new ClientCertificate(
                    Certificates.ofPem(
                            KafkaProperties.CLIENT_CHAIN.name(),
                            contents.open(values.require(KafkaProperties.CLIENT_CHAIN))),
                    PrivateKeyPem.pkcs8(
                            KafkaProperties.CLIENT_KEY.name(),
                            contents.open(values.require(KafkaProperties.CLIENT_KEY)),
                            KafkaProperties.KEY_PASSWORD.name(),
                            keyPassword)));
        }
        PropertySpec<Secret> store = isGlue ? GlueProperties.CLIENT_KEYSTORE : KafkaProperties.KEY_STORE;
        Optional<Secret> password = opened(
                        GlueProperties.KEYSTORE_PASSWORD, GlueProperties.ENCRYPTED_KEYSTORE_PASSWORD, contents)
                .or(() -> values.get(KafkaProperties.KEY_STORE_PASSWORD));
        return values.get(store)
                .map(content -> StoreContent.read(store.name(), contents.open(content), password)
                        .client(keyPassword));
    }

    private Optional<Secret> opened(PropertySpec<Secret> plain, PropertySpec<Secret> encrypted, Contents contents) {
        return values.get(plain)
                .or(() -> values.get(encrypted).map(ciphertext -> contents.decrypt(encrypted.name(), ciphertext)));
    }

    private <T> Optional<T> either(PropertySpec<T> one, PropertySpec<T> other) {
        return values.get(one).or(() -> values.get(other));
    }
}
