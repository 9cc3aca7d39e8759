package dev.mooring.connection.glue.endpoint;

import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySchema.Group;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.VendPlan;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A fake of databases behind JDBC: the password says whether they let in, the host how they fail. */
public final class FakeDatabases implements ConnectionProvider {
    /** The password that every one of them takes. */
    public static final String PASSWORD = "canary-right-password";

    private static final PropertySpec<String> HOST = PropertySpec.text("HOST")
            .describe("host, or the code that the test fails with")
            .guardsSecrets()
            .build();
    private static final PropertySpec<String> PORT =
            PropertySpec.text("PORT").describe("port").build();
    private static final PropertySpec<String> ENGINE =
            PropertySpec.text("ENGINE").alias("JDBC_ENGINE").describe("kind").build();
    private static final PropertySpec<String> URL =
            PropertySpec.text("JDBC_CONNECTION_URL").describe("URL").build();
    private static final PropertySpec<String> USERNAME =
            PropertySpec.text("USERNAME").describe("user").build();
    private static final PropertySpec<Secret> SECRET =
            PropertySpec.secret("PASSWORD").describe("password").build();
    private static final PropertySpec<Boolean> TLS =
            PropertySpec.flag("JDBC_ENFORCE_SSL").describe("TLS").build();

    @Override
    public String name() {
        return "fakedb";
    }

    @Override
    public List<ConnectionType> types() {
        return List.of(new FakeJdbc());
    }

    private static final class FakeJdbc implements ConnectionType {
        private static final PropertySchema SCHEMA = PropertySchema.builder()
                .exactlyOneOf(Group.of(HOST, PORT, ENGINE), Group.of(URL))
                .required(USERNAME, SECRET)
                .optional(TLS)
                .build();

        @Override
        public TypeId id() {
            return TypeId.of(ConnectionCategory.DATABASE, "JDBC");
        }

        @Override
        public PropertySchema schema() {
            return SCHEMA;
        }

        @Override
        public ScopeSyntax scopes() {
            return ScopeSyntax.reachesEverything(Set.of(), Set.of());
        }

        @Override
        public ConnectivityProbe probe(ProviderContext context) {
            return request -> List.of(
                    new ProbeStep(ProbeStep.Stage.AUTHENTICATE, "the database", run -> enter(request.properties())));
        }

        private static ProbeStep.Finding enter(PropertyValues values) {
            String host = values.get(HOST).orElse("");
            for (ConnectionError code : ConnectionError.values()) {
                if (code.name().equals(host)) {
                    throw new ConnectionException(code, "the fake fails");
                }
            }
            if (!values.require(SECRET).reveal().equals(PASSWORD)) {
                throw new ConnectionException(ConnectionError.CREDENTIAL_REJECTED, "the password is wrong");
            }
            return ProbeStep.Finding.passed("let in");
        }

        @Override
        public CredentialVendor vendor(ProviderContext context) {
            return request -> VendPlan.stored(new Credential.Login(
                    request.properties().require(USERNAME), request.properties().require(SECRET), Optional.empty()));
        }
    }
}
