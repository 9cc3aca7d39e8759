package dev.mooring.connection.core.internal.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.Connections;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Authorizer;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.Receipt;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Authorizations that are begun in one place and end in another. */
class AuthorizationTest {
    private static final PropertySpec<String> GRANT = PropertySpec.text("GRANT")
            .defaultsTo("code")
            .describe("code or key")
            .build();
    private static final PropertySpec<Secret> TOKEN =
            PropertySpec.secret("TOKEN").describe("what a code brings").build();
    private static final PropertySpec<Secret> VERIFIER =
            PropertySpec.secret("VERIFIER").describe("no property").build();

    @TempDir
    Path directory;

    private ConnectionLayer layer;
    private Connections ann;

    @BeforeEach
    void open() {
        layer = layer();
        ann = layer.workspace("sales", "ann");
    }

    @AfterEach
    void close() {
        layer.close();
    }

    @Test
    void aCodeIsRedeemedElsewhereWithWhatWasKeptHere() {
        Connection pending = ann.create(draft("mail").build());
        String state = begin("mail");
        assertThat(ann.require("mail").state()).isEqualTo(ConnectionState.PENDING);
        assertThat(ann.require("mail").version()).isEqualTo(pending.version());
        try (ConnectionLayer other = layer()) {
            Connection ready = other.workspace("sales", "bob").authorize("mail", Secret.of("code-of-" + state));
            assertThat(ready.state()).isEqualTo(ConnectionState.READY);
            assertThat(ready.secrets()).containsExactly("TOKEN");
        }
    }

    @Test
    void whatIsKeptIsSealedAndNoProperty() throws Exception {
        ann.create(draft("mail").build());
        String state = begin("mail");
        Connection connection = ann.require("mail");
        assertThat(connection.secrets()).isEmpty();
        assertThat(connection.toString()).doesNotContain(state, "VERIFIER");
        refused(
                ConnectionError.INVALID_PROPERTIES,
                () -> ann.alter("mail", Alteration.builder().unset("VERIFIER").build()));
        layer.close();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain(state);
            }
        }
    }

    @Test
    void anotherBeginningOrAChangeEndsTheFirst() {
        ann.create(draft("mail").build());
        String first = begin("mail");
        String second = begin("mail");
        assertThat(second).isNotEqualTo(first);
        refused(ConnectionError.CREDENTIAL_REJECTED, () -> ann.authorize("mail", Secret.of("code-of-" + first)));
        ann.alter("mail", Alteration.builder().set("ENDPOINT", "other").build());
        refused(ConnectionError.CREDENTIAL_REJECTED, () -> ann.authorize("mail", Secret.of("code-of-" + second)));
        String third = begin("mail");
        ann.disable("mail");
        ann.enable("mail");
        assertThat(ann.authorize("mail", Secret.of("code-of-" + third)).state()).isEqualTo(ConnectionState.READY);
        refused(ConnectionError.CREDENTIAL_REJECTED, () -> ann.authorize("mail", Secret.of("code-of-" + third)));
    }

    @Test
    void onlyWhatLacksACodeWaitsForOne() {
        assertThat(ann.create(draft("code").build()).state()).isEqualTo(ConnectionState.PENDING);
        assertThat(ann.create(draft("key").property("GRANT", "key").build()).state())
                .isEqualTo(ConnectionState.READY);
        assertThat(ann.create(draft("given").property("TOKEN", "given-token").build())
                        .state())
                .isEqualTo(ConnectionState.READY);
    }

    @Test
    void aChangeMayMakeACodeNeededOrNot() {
        ann.create(draft("mail").build());
        assertThat(alter("GRANT", "key").state()).isEqualTo(ConnectionState.READY);
        assertThat(alter("GRANT", "code").state()).isEqualTo(ConnectionState.PENDING);
        assertThat(alter("TOKEN", "given-token").state()).isEqualTo(ConnectionState.READY);
        assertThat(alter("GRANT", "key").state()).isEqualTo(ConnectionState.READY);
        assertThat(ann.disable("mail").state()).isEqualTo(ConnectionState.READY);
        assertThat(alter("GRANT", "code").state()).isEqualTo(ConnectionState.READY);
        Connection waiting =
                ann.alter("mail", Alteration.builder().unset("TOKEN").build());
        assertThat(waiting.state()).isEqualTo(ConnectionState.PENDING);
        assertThat(waiting.enabled()).isFalse();
    }

    @Test
    void aTypeWhoseCodesAreHadElsewhereSaysSo() {
        ann.create(draft("mail").property("GRANT", "elsewhere").build());
        refused(ConnectionError.NOT_SUPPORTED, () -> ann.beginAuthorization("mail"));
        refused(ConnectionError.CONNECTION_NOT_FOUND, () -> ann.beginAuthorization("none"));
    }

    private Connection alter(String property, String value) {
        return ann.alter("mail", Alteration.builder().set(property, value).build());
    }

    private String begin(String name) {
        return ann.beginAuthorization(name).getQuery();
    }

    private static ConnectionDraft.Builder draft(String name) {
        return ConnectionDraft.of(ConnectionCategory.API, name, "MAIL").property("ENDPOINT", "here");
    }

    private static void refused(ConnectionError code, Runnable use) {
        ConnectionException refusal = catchThrowableOfType(ConnectionException.class, use::run);
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
    }

    private ConnectionLayer layer() {
        return ConnectionLayer.in(directory).provider(new MailProvider()).open();
    }

    /** One type; a code is right when it names the state of the authorization that was begun last. */
    private static final class MailProvider implements ConnectionProvider {
        @Override
        public String name() {
            return "mail";
        }

        @Override
        public List<ConnectionType> types() {
            return List.of(new Mail());
        }
    }

    private static final class Codes implements Authorizer {
        @Override
        public Optional<Begun> begin(VendRequest request) {
            if (request.properties().require(GRANT).equals("elsewhere")) {
                return Optional.empty();
            }
            String state = UUID.randomUUID().toString();
            return Optional.of(
                    new Begun(URI.create("https://login.example.com/?" + state), Map.of(VERIFIER, Secret.of(state))));
        }

        @Override
        public Issued redeem(VendRequest request, Secret code) {
            String right = request.properties()
                    .get(VERIFIER)
                    .map(state -> "code-of-" + state.reveal())
                    .orElse("nothing was begun");
            if (!code.reveal().equals(right)) {
                throw new ConnectionException(ConnectionError.CREDENTIAL_REJECTED, "the code is wrong");
            }
            return new Issued(
                    new Credential.Anonymous(),
                    List.of(),
                    PropertyValues.empty(),
                    Map.of(TOKEN, Secret.of("token")),
                    Receipt.none());
        }
    }

    private static final class Mail implements ConnectionType {
        private static final PropertySchema SCHEMA = PropertySchema.builder()
                .required(PropertySpec.text("ENDPOINT").describe("where it is").build())
                .optional(GRANT, TOKEN)
                .build();

        @Override
        public TypeId id() {
            return TypeId.of(ConnectionCategory.API, "MAIL");
        }

        @Override
        public PropertySchema schema() {
            return SCHEMA;
        }

        @Override
        public ScopeSyntax scopes() {
            return ScopeSyntax.reachesEverything(Set.of("mail"), Set.of(AccessScope.Action.READ));
        }

        @Override
        public ConnectivityProbe probe(ProviderContext context) {
            return request -> List.of();
        }

        @Override
        public CredentialVendor vendor(ProviderContext context) {
            return request -> VendPlan.stored(new Credential.Anonymous());
        }

        @Override
        public Optional<Authorizer> authorizer(ProviderContext context) {
            return Optional.of(new Codes());
        }

        @Override
        public boolean awaitsCode(PropertyValues values) {
            return !values.require(GRANT).equals("key") && !values.has(TOKEN);
        }
    }
}
