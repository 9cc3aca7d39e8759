package dev.mooring.connection.hms.kerberos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.ProbeReport.Outcome;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.SourceTicket;
import dev.mooring.connection.Vended;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.hms.HmsProvider;
import dev.mooring.connection.hms.bridge.MetastoreClient;
import dev.mooring.connection.hms.wire.HmsError;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.tck.FakeHops;
import dev.mooring.connection.tck.FakeProviderContext;
import dev.mooring.connection.tck.ProbeExecution;
import dev.mooring.connection.tck.Requests;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Kerberos against the real server: the login, and delegation tokens that work without the keytab. */
class HmsKerberosTest {
    private static final String KEYTAB = "KERBEROS_KEYTAB";

    private static KerberosMetastore metastore;

    private final ConnectionType type = new HmsProvider().types().get(0);
    private final FakeProviderContext context = new FakeProviderContext(Clock.systemUTC());

    @BeforeAll
    static void start() {
        metastore = new KerberosMetastore();
        System.setProperty("java.security.krb5.conf", metastore.kdc().krb5Conf().toString());
    }

    @AfterAll
    static void stop() {
        metastore.close();
    }

    @Test
    void thePrincipalLogsInAndListsDatabases() {
        ProbeReport report = probe(properties());
        assertThat(report.outcome()).as("%s", report.results()).isEqualTo(Outcome.PASSED);
        assertThat(report.results())
                .anySatisfy(result -> assertThat(result.detail()).contains("delegation token", "works until"));
        assertThat(context.kerberos().admitted()).contains(metastore.kdc().krb5ConfText());
    }

    @Test
    void aDelegationTokenWorksWithoutTheKeytabAndEndsAsTheServerSays() throws Exception {
        Issued issued = vend();
        assertThat(issued.credential()).isInstanceOfSatisfying(Credential.Delegation.class, token -> {
            assertThat(token.kind()).isEqualTo("HIVE_DELEGATION_TOKEN");
            assertThat(token.service()).isEqualTo(KerberosMetastore.SERVICE);
            assertThat(token.expiresAt().orElseThrow())
                    .isAfter(Instant.now().plus(Duration.ofHours(20)))
                    .isBefore(Instant.now().plus(Duration.ofDays(1)).plusSeconds(60));
        });
        assertThat(issued.details().secrets()).isEmpty();
        try (MetastoreClient client = MetastoreClient.open(new Held(issued))) {
            assertThat(client.calls().get_all_databases()).contains("default");
        }
    }

    @Test
    void aForgedTokenIsRejected() throws Exception {
        Credential.Delegation good = (Credential.Delegation) vend().credential();
        byte[] bytes = Base64.getUrlDecoder().decode(good.token().reveal());
        // the last bytes of the password stand before the kind's length and name and an empty service
        bytes[bytes.length - good.kind().length() - 3] ^= 1;
        Secret forged = Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        Issued issued = vend();
        Credential.Delegation bad = new Credential.Delegation(good.kind(), good.service(), forged, good.expiresAt());
        Issued changed = new Issued(bad, List.of(), issued.details(), Map.of(), issued.receipt());
        try (MetastoreClient client = MetastoreClient.open(new Held(changed))) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(
                            () -> client.calls().get_all_databases()))
                    .isInstanceOfSatisfying(
                            dev.mooring.connection.ConnectionException.class,
                            e -> assertThat(e.code()).isEqualTo(ConnectionError.CREDENTIAL_REJECTED));
        }
    }

    @Test
    void aKeytabOfAnotherPrincipalIsRefused() {
        Map<String, String> other = properties();
        other.put(
                KEYTAB,
                "base64:" + Base64.getEncoder().encodeToString(metastore.kdc().keytabBytes("bob")));
        assertFails(other, ConnectionError.INVALID_PROPERTIES);
    }

    @Test
    void aKeytabOfBeforeAChangedPasswordIsRejected() {
        Map<String, String> other = properties();
        byte[] old = metastore.kdc().keytabBytes("carol");
        metastore.kdc().changePassword("carol", "another");
        other.put("KERBEROS_CLIENT_PRINCIPAL", "carol@EXAMPLE.COM");
        other.put(KEYTAB, "base64:" + Base64.getEncoder().encodeToString(old));
        assertFails(other, ConnectionError.CREDENTIAL_REJECTED);
    }

    @Test
    void aServicePrincipalThatIsNotTheServersIsAskedAfter() {
        Map<String, String> other = properties();
        other.put("KERBEROS_SERVICE_PRINCIPAL", "hbase/_HOST@EXAMPLE.COM");
        assertFails(other, ConnectionError.CREDENTIAL_REJECTED);
        assertThat(probe(other).failure().orElseThrow().remedy().orElseThrow()).contains("KERBEROS_SERVICE_PRINCIPAL");
    }

    @Test
    void otherLoginsAreToldWhatTheServerSpeaks() {
        Map<String, String> open = base();
        assertFails(open, HmsError.HMS_REQUIRES_SASL);
        Map<String, String> plain = base();
        plain.put("AUTH_TYPE", "plain");
        plain.put("USERNAME", "alice");
        plain.put("PASSWORD", "whatever-canary");
        assertFails(plain, HmsError.HMS_OTHER_MECHANISM);
    }

    private void assertFails(Map<String, String> properties, ErrorCode code) {
        ProbeReport.Result failure = probe(properties).failure().orElseThrow();
        assertThat(failure.code()).as("%s", failure).contains(code);
        assertThat(failure.remedy().orElseThrow()).isNotBlank();
    }

    private ProbeReport probe(Map<String, String> properties) {
        Requests requests = requests(properties);
        return ProbeExecution.run(
                        type.probe(context)
                                .steps(requests.probe(
                                        Optional.empty(),
                                        scope -> vend(requests).credential())),
                        Duration.ofSeconds(15))
                .report();
    }

    private Issued vend() {
        return vend(requests(properties()));
    }

    private Issued vend(Requests requests) {
        try {
            return type.vendor(context)
                    .plan(requests.vend(AccessScope.everything()))
                    .call()
                    .run(new FakeHops());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Requests requests(Map<String, String> properties) {
        List<RawProperty> raw = new ArrayList<>();
        properties.forEach((name, value) -> raw.add(RawProperty.of(name, value)));
        return Requests.of(type, raw, "unused-external-id");
    }

    private static Map<String, String> base() {
        Map<String, String> properties = new TreeMap<>();
        properties.put("HIVE_METASTORE_URIS", metastore.server().uri());
        properties.put("STORAGE_CONNECTION", "lake");
        return properties;
    }

    private static Map<String, String> properties() {
        Map<String, String> properties = base();
        properties.put("AUTH_TYPE", "kerberos");
        properties.put("KERBEROS_CLIENT_PRINCIPAL", KerberosMetastore.CLIENT);
        properties.put("KERBEROS_SERVICE_PRINCIPAL", KerberosMetastore.SERVICE);
        properties.put("KERBEROS_KRB5_CONFIG_PATH", metastore.kdc().krb5ConfText());
        properties.put(KEYTAB, metastore.keytab());
        return properties;
    }

    /** A fake source of one credential. */
    private record Held(Issued issued) implements CredentialSource {
        @Override
        public Connection connection() {
            throw new IllegalStateException("not asked for");
        }

        @Override
        public AccessScope scope() {
            return AccessScope.everything();
        }

        @Override
        public Vended vended() {
            return new Vended(issued.credential(), List.of(), issued.details());
        }

        @Override
        public void rejected(Credential credential) {}

        @Override
        public SourceTicket ticket() {
            throw new IllegalStateException("not asked for");
        }
    }
}
