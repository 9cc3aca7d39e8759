package dev.mooring.connection.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.Receipt;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.VendPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Realms that connections bring, through the whole layer. */
class KerberosRealmsTest {
    private static final String PROPERTY = "java.security.krb5.conf";
    private static final AccessScope ALL = AccessScope.everything();

    private final ConnectionLayer layer =
            ConnectionLayer.inMemory().provider(FakeTypes.of(new Realmed())).open();
    private final Connections ann = layer.workspace("w", "ann");

    @BeforeEach
    @AfterEach
    void noFile() {
        System.clearProperty(PROPERTY);
    }

    @AfterEach
    void close() {
        layer.close();
    }

    @Test
    void creatingResolvesNothingAndTouchesNothing() {
        ann.create(draft("orders", "A.COM", "no-such-host.invalid"));

        assertThat(System.getProperty(PROPERTY)).isNull();
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> ann.vend("orders", ALL))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ConnectionError.ENDPOINT_UNREACHABLE));
    }

    @Test
    void aServerOfTheMachinesOwnCredentialsIsRefused() {
        ann.create(draft("orders", "A.COM", "169.254.169.254"));

        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> ann.vend("orders", ALL))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ConnectionError.EGRESS_REFUSED));
    }

    @Test
    void dropAlterAndDisableLetGoOfRealms() throws IOException {
        ann.create(draft("orders", "A.COM", "127.0.0.1"));
        ann.create(draft("clicks", "B.COM", "127.0.0.1"));
        ann.create(draft("stays", "C.COM", "127.0.0.1"));
        ann.vend("stays", ALL);

        ann.vend("orders", ALL);
        assertThat(named()).contains("A.COM", "C.COM");
        ann.drop("orders");
        assertThat(named()).doesNotContain("A.COM").contains("C.COM");

        ann.vend("clicks", ALL);
        assertThat(named()).contains("B.COM");
        ann.alter(
                "clicks",
                Alteration.builder()
                        .set("KRB5_CONF", text("D.COM", "127.0.0.1"))
                        .build());
        assertThat(named()).doesNotContain("B.COM");
        ann.vend("clicks", ALL);
        assertThat(named()).contains("D.COM");
        ann.disable("clicks");
        assertThat(named()).doesNotContain("D.COM").contains("C.COM");
    }

    @Test
    void aDraftThatIsOnlyTestedLeavesNoRealm() {
        ConnectionDraft failing = draft("orders", "A.COM", "127.0.0.1");
        ann.createValidated(failing, TestOptions.readOnly());

        assertThat(System.getProperty(PROPERTY)).isNull();
    }

    @Test
    void twoConnectionsCanNotDescribeOneRealmDifferently() {
        ann.create(draft("orders", "A.COM", "127.0.0.1"));
        ann.create(draft("clicks", "A.COM", "127.0.0.2"));
        ann.vend("orders", ALL);

        ProbeReport report = ann.test("clicks", TestOptions.readOnly());
        assertThat(report.failure().orElseThrow().code()).contains(ConnectionError.KERBEROS_REALM_CONFLICT);
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> ann.vend("clicks", ALL))
                .withMessageContaining("realm A.COM")
                .withMessageContaining("connection orders")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ConnectionError.KERBEROS_REALM_CONFLICT));
    }

    @Test
    void closingTheLayerLeavesTheJvmAsItWas() {
        ann.create(draft("orders", "A.COM", "127.0.0.1"));
        ann.vend("orders", ALL);
        Path merged = Path.of(System.getProperty(PROPERTY));
        layer.close();

        assertThat(System.getProperty(PROPERTY)).isNull();
        assertThat(merged.getParent()).doesNotExist();
    }

    private static String named() throws IOException {
        return Files.readString(Path.of(System.getProperty(PROPERTY)));
    }

    private static ConnectionDraft draft(String name, String realm, String kdc) {
        return ConnectionDraft.of(name, "REALMED")
                .property("KRB5_CONF", text(realm, kdc))
                .build();
    }

    private static String text(String realm, String kdc) {
        return "[realms]\n" + realm + " = {\n kdc = " + kdc + "\n}\n";
    }

    /** A type that brings realms and needs no login. */
    private static final class Realmed implements ConnectionType {
        private static final PropertySpec<String> KRB5_CONF =
                PropertySpec.content("KRB5_CONF").describe("realms").build();

        @Override
        public TypeId id() {
            return TypeId.of(ConnectionCategory.STORAGE, "REALMED");
        }

        @Override
        public PropertySchema schema() {
            return PropertySchema.builder().required(KRB5_CONF).build();
        }

        @Override
        public ScopeSyntax scopes() {
            return ScopeSyntax.reachesEverything(Set.of("x"), Set.of(AccessScope.Action.READ));
        }

        @Override
        public ConnectivityProbe probe(ProviderContext context) {
            return request -> List.of(new ProbeStep(ProbeStep.Stage.AUTHENTICATE, "kdc", run -> {
                admit(context, request.connection(), request.properties());
                return ProbeStep.Finding.passed("admitted");
            }));
        }

        @Override
        public CredentialVendor vendor(ProviderContext context) {
            return request -> new VendPlan("realms", List.of(), VendPlan.Reuse.NEVER, hops -> {
                admit(context, request.connection(), request.properties());
                return Issued.of(new Credential.Anonymous(), Receipt.none());
            });
        }

        private static void admit(ProviderContext context, Connection connection, PropertyValues values) {
            context.kerberos()
                    .admit(
                            connection,
                            context.contents(connection)
                                    .open(values.require(KRB5_CONF))
                                    .reveal());
        }
    }
}
