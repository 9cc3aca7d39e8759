package dev.mooring.connection.kafka.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.SourceTicket;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.Vended;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Anonymous;
import dev.mooring.connection.credential.Credential.Bearer;
import dev.mooring.connection.credential.Credential.Certificate;
import dev.mooring.connection.credential.Credential.Login;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertyValues;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.TextInputCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.apache.kafka.common.security.auth.SaslExtensionsCallback;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;
import org.junit.jupiter.api.Test;

class SourceCallbackHandlerTest {
    private static final Instant END = Instant.parse("2026-03-01T10:00:00Z");

    private Credential credential = new Login("ann", Secret.of("first"), Optional.empty());

    @Test
    void asksTheSourceAtEveryAuthentication() throws Exception {
        SourceCallbackHandler handler = handler();

        assertThat(login(handler)).isEqualTo("ann first");
        credential = new Login("bob", Secret.of("second"), Optional.empty());

        assertThat(login(handler)).isEqualTo("bob second");
    }

    @Test
    void findsTheLoginBesideACertificate() throws Exception {
        Login login = new Login("ann", Secret.of("pw"), Optional.empty());
        credential = new Certificate("chain", Secret.of("key"), Optional.of(login), Optional.empty());

        assertThat(login(handler())).isEqualTo("ann pw");
    }

    @Test
    void handsOutAFreshTokenObjectEachTime() throws Exception {
        credential = new Bearer(Secret.of("token"), Optional.of(END));
        SourceCallbackHandler handler = handler();
        OAuthBearerTokenCallback one = new OAuthBearerTokenCallback();
        OAuthBearerTokenCallback other = new OAuthBearerTokenCallback();

        handler.handle(new Callback[] {one, new SaslExtensionsCallback()});
        handler.handle(new Callback[] {other});

        assertThat(one.token().value()).isEqualTo("token");
        assertThat(one.token().lifetimeMs()).isEqualTo(END.toEpochMilli());
        assertThat(one.token()).isNotSameAs(other.token()).isNotEqualTo(other.token());
        assertThat(one.token().toString()).doesNotContain("token\"").contains("****");
    }

    @Test
    void refusesAnotherShapeThanTheClientWasMadeFor() {
        credential = new Anonymous();

        assertThatThrownBy(() -> login(handler()))
                .isInstanceOf(IOException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.code()).isEqualTo(ConnectionError.NOT_SUPPORTED));
    }

    @Test
    void answersNoQuestionOfOtherMechanisms() {
        assertThatThrownBy(() -> handler().handle(new Callback[] {new TextInputCallback("?")}))
                .isInstanceOf(UnsupportedCallbackException.class);
    }

    @Test
    void saysWhatIsMissingWhenPropertiesTravelledAsText() {
        assertThatThrownBy(() -> new SourceCallbackHandler()
                        .configure(Map.of(KafkaClientProperties.HANDLE, "text"), "PLAIN", List.of()))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.code()).isEqualTo(ConnectionError.NOT_CONFIGURED));
    }

    private SourceCallbackHandler handler() {
        SourceCallbackHandler handler = new SourceCallbackHandler();
        handler.configure(Map.of(KafkaClientProperties.HANDLE, new SourceHandle(source())), "PLAIN", List.of());
        return handler;
    }

    private static String login(SourceCallbackHandler handler) throws Exception {
        NameCallback name = new NameCallback("user");
        PasswordCallback password = new PasswordCallback("password", false);
        handler.handle(new Callback[] {name, password});
        return name.getName() + " " + new String(password.getPassword());
    }

    private CredentialSource source() {
        return new CredentialSource() {
            @Override
            public Connection connection() {
                return new Connection(
                        new Connection.Identity(
                                "c-1",
                                "tests",
                                "events",
                                TypeId.of(ConnectionCategory.STORAGE, "KAFKA"),
                                Optional.empty()),
                        PropertyValues.empty(),
                        List.of(),
                        new Connection.Status(true, ConnectionState.READY, Optional.empty()),
                        new Connection.Audit("ann", Instant.EPOCH, Instant.EPOCH, 1),
                        new Connection.Notes(Optional.empty(), Map.of(), List.of()));
            }

            @Override
            public AccessScope scope() {
                return AccessScope.everything();
            }

            @Override
            public Vended vended() {
                return new Vended(credential, List.of(), PropertyValues.empty());
            }

            @Override
            public void rejected(Credential rejected) {}

            @Override
            public SourceTicket ticket() {
                return new SourceTicket("tests", "events", List.of());
            }
        };
    }
}
