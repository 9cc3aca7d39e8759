package dev.mooring.connection.support.kerberos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.Connections;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.Receipt;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.testserver.kdc.TestKdc;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two layers, each with a connection to a KDC of its own realm, in one JVM. */
class ParallelRealmsTest {
    private static final int ROUNDS = 25;

    @Test
    void connectionsOfTwoRealmsLogInAtTheSameTime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (TestKdc one = TestKdc.start("ONE.COM");
                TestKdc two = TestKdc.start("TWO.COM");
                ConnectionLayer first = layer();
                ConnectionLayer second = layer()) {
            Connections ann = connected(first, one);
            Connections bob = connected(second, two);
            List<Future<String>> inOne = new ArrayList<>();
            List<Future<String>> inTwo = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                inOne.add(threads.submit(() -> known(ann)));
                inTwo.add(threads.submit(() -> known(bob)));
            }
            for (int i = 0; i < ROUNDS; i++) {
                assertThat(inOne.get(i).get(60, TimeUnit.SECONDS)).isEqualTo("krbtgt/ONE.COM@ONE.COM");
                assertThat(inTwo.get(i).get(60, TimeUnit.SECONDS)).isEqualTo("krbtgt/TWO.COM@TWO.COM");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(System.getProperty("java.security.krb5.conf")).isNull();
    }

    private static ConnectionLayer layer() {
        return ConnectionLayer.inMemory().provider(new KerberosProvider()).open();
    }

    private static Connections connected(ConnectionLayer layer, TestKdc kdc) {
        Connections connections = layer.workspace("w", "ann");
        connections.create(ConnectionDraft.of("cluster", "KERBERIZED")
                .property("KRB5_CONF", realm(kdc))
                .property("PRINCIPAL", "etl@" + kdc.realm())
                .property("KEYTAB", "base64:" + Base64.getEncoder().encodeToString(kdc.keytabBytes("etl")))
                .build());
        return connections;
    }

    /** Both KDCs take localhost for a host of their realm, which is refused. */
    private static String realm(TestKdc kdc) {
        return kdc.krb5ConfText().replaceFirst("(?s)\\[domain_realm].*", "");
    }

    private static String known(Connections connections) {
        return ((Credential.Bearer) connections.vend("cluster", AccessScope.everything()))
                .token()
                .reveal();
    }

    /** A type whose credential is the name of the ticket it got. */
    private static final class KerberosProvider implements ConnectionProvider, ConnectionType {
        private static final PropertySpec<String> KRB5_CONF =
                PropertySpec.content("KRB5_CONF").describe("realms").build();
        private static final PropertySpec<String> PRINCIPAL =
                PropertySpec.text("PRINCIPAL").describe("who logs in").build();
        private static final PropertySpec<Secret> KEYTAB =
                PropertySpec.secretContent("KEYTAB").describe("its keys").build();

        @Override
        public String name() {
            return "kerberized";
        }

        @Override
        public List<ConnectionType> types() {
            return List.of(this);
        }

        @Override
        public TypeId id() {
            return TypeId.of(ConnectionCategory.STORAGE, "KERBERIZED");
        }

        @Override
        public PropertySchema schema() {
            return PropertySchema.builder()
                    .required(KRB5_CONF, PRINCIPAL, KEYTAB)
                    .build();
        }

        @Override
        public ScopeSyntax scopes() {
            return ScopeSyntax.reachesEverything(Set.of("x"), Set.of(AccessScope.Action.READ));
        }

        @Override
        public ConnectivityProbe probe(ProviderContext context) {
            return request -> List.of();
        }

        @Override
        public CredentialVendor vendor(ProviderContext context) {
            return request -> new VendPlan("login", List.of(), VendPlan.Reuse.NEVER, hops -> {
                PropertyValues values = request.properties();
                context.kerberos()
                        .admit(
                                request.connection(),
                                context.contents(request.connection())
                                        .open(values.require(KRB5_CONF))
                                        .reveal());
                Secret keytab = context.contents(request.connection()).open(values.require(KEYTAB));
                try (KerberosLogin login = KerberosLogin.open(values.require(PRINCIPAL), keytab, context.clock())) {
                    String ticket =
                            Tickets.granting(login.subject()).getServer().getName();
                    return Issued.of(new Credential.Bearer(Secret.of(ticket), Optional.empty()), Receipt.none());
                }
            });
        }
    }
}
