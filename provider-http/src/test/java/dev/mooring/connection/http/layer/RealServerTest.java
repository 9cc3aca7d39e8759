package dev.mooring.connection.http.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.Connections;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential.Bearer;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.http.HttpProvider;
import dev.mooring.connection.support.network.BoundedHttp;
import dev.mooring.connection.support.network.HttpAnswer;
import dev.mooring.connection.support.network.HttpCall;
import dev.mooring.connection.support.network.PrivateKeyPem;
import dev.mooring.connection.support.oauth.Jwts;
import java.net.InetAddress;
import java.net.URI;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Set;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.NettyWrapper;
import no.nav.security.mock.oauth2.http.Ssl;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every grant against a real authorization server in this process, found by its own metadata. It accepts any client secret:
 * what a server refuses is tested against emulators.
 */
class RealServerTest {
    private static final String BACK = "http://127.0.0.1:9/back";
    /** Over Netty, and with refresh tokens that are replaced at each use. */
    private static final MockOAuth2Server SERVER = new MockOAuth2Server(new OAuth2Config(
            false, null, null, true, new OAuth2TokenProvider(), Set.of(), new NettyWrapper((Ssl) null)));

    private final ConnectionLayer layer =
            ConnectionLayer.inMemory().provider(new HttpProvider()).open();
    private final Connections ann = layer.workspace("sales", "ann");

    @BeforeAll
    static void start() throws Exception {
        SERVER.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterAll
    static void stop() {
        SERVER.shutdown();
    }

    @AfterEach
    void close() {
        layer.close();
    }

    @Test
    void clientCredentials() {
        ann.create(draft("CLIENT_CREDENTIALS").property("SCOPE", "orders.read").build());
        assertIssued();
    }

    @Test
    void clientCredentialsInTheBody() {
        ann.create(draft("CLIENT_CREDENTIALS")
                .property("CLIENT_AUTH", "client_secret_post")
                .property("SCOPE", "orders.read")
                .build());
        assertIssued();
    }

    @Test
    void aSignedAssertion() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String pem = PrivateKeyPem.pem(generator.generateKeyPair().getPrivate().getEncoded())
                .reveal();
        ann.create(draft("JWT_BEARER")
                .property("PRIVATE_KEY", pem)
                .property("JWT_SUBJECT", "ann@example.com")
                .property("SCOPE", "orders.read")
                .build());
        assertIssued();
    }

    @Test
    void anAuthorizationCodeWithItsVerifierThenItsRefreshToken() throws Exception {
        ann.create(draft("AUTHORIZATION_CODE")
                .property("REDIRECT_URI", BACK)
                .property("SCOPE", "openid offline_access")
                .build());
        HttpAnswer answer = new BoundedHttp(Duration.ofSeconds(10)).send(HttpCall.get(ann.beginAuthorization("api")));
        String back = answer.header("Location").orElseThrow();
        assertThat(back).startsWith(BACK);
        assertThat(ann.authorize("api", Secret.of(back)).state()).isEqualTo(ConnectionState.READY);
        assertIssued();
    }

    private ConnectionDraft.Builder draft(String grant) {
        return ConnectionDraft.of("api", "HTTP")
                .property("HOST", "api.example.com")
                .property("AUTH_TYPE", "OAUTH2")
                .property("GRANT", grant)
                .property("ISSUER", issuer().toString())
                .property("CLIENT_ID", "lake")
                .property("CLIENT_SECRET", "any-secret-will-do");
    }

    private static URI issuer() {
        return SERVER.issuerUrl("mooring").uri();
    }

    private void assertIssued() {
        Bearer bearer = (Bearer) ann.vend("api");
        assertThat(Jwts.isJwt(bearer.token())).isTrue();
        assertThat(bearer.expiresAt()).isPresent();
    }
}
