package dev.mooring.connection.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.mooring.connection.cli.Harbour.Outcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stand-in for a token endpoint answers whatever it is asked; what it checks is tested elsewhere. */
class AuthorizeCommandTest {
    private static final String CODE = "canary-code-4711";
    private static final String BACK = "http://127.0.0.1:9000/back";

    @TempDir
    Path home;

    private Harbour harbour;
    private HttpServer server;

    @BeforeEach
    void createAConnection() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.createContext("/token", exchange -> {
            String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] body = (asked.contains("code=" + CODE) && asked.contains("code_verifier=")
                            ? "{\"access_token\":\"a\",\"token_type\":\"bearer\",\"refresh_token\":\"canary-refresh\"}"
                            : "{\"error\":\"invalid_grant\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(asked.contains(CODE) ? 200 : 400, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        harbour = new Harbour(home);
        String token = "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
        Outcome made = harbour.sql("CREATE API CONNECTION mail TYPE HTTP HOST = 'api.example.com' AUTH_TYPE = 'OAUTH2'"
                + " GRANT = 'AUTHORIZATION_CODE' CLIENT_ID = 'lake' TOKEN_URL = '" + token
                + "' AUTHORIZE_URL = 'https://login.example.com/authorize' REDIRECT_URI = '" + BACK + "'");
        assertThat(made.code()).as(made.err()).isZero();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theAddressIsPrintedAndTheCodeRedeemed() {
        assertThat(harbour.sql("DESC CONNECTION EXTENDED mail").out()).contains("PENDING");
        Outcome begun = harbour.run("authorize", "mail");
        assertThat(begun.out())
                .startsWith("https://login.example.com/authorize?")
                .contains("code_challenge_method=S256", "client_id=lake");
        String state = begun.out().replaceFirst("(?s).*[?&]state=([^&\\s]+).*", "$1");

        Outcome redeemed = harbour.typing(BACK + "?code=" + CODE + "&state=" + state + "\n")
                .run("authorize", "mail", "--redeem");
        assertThat(redeemed.out()).as(redeemed.err()).isEqualToIgnoringNewLines("connection mail is READY");
        assertThat(redeemed.all()).doesNotContain(CODE, "canary-refresh");
    }

    @Test
    void aWrongStateOrCodeIsRefusedWithoutBeingRepeated() {
        harbour.run("authorize", "mail");
        Outcome foreign =
                harbour.typing(BACK + "?code=" + CODE + "&state=another-state").run("authorize", "mail", "--redeem");
        assertThat(foreign.code()).isEqualTo(1);
        assertThat(foreign.err()).contains("CREDENTIAL_REJECTED", "state");
        Outcome wrong = harbour.typing("canary-wrong-code\n").run("authorize", "mail", "--redeem");
        assertThat(wrong.err()).contains("CREDENTIAL_REJECTED", "works once");
        assertThat(foreign.all() + wrong.all()).doesNotContain(CODE, "canary-wrong-code", "another-state");
    }

    @Test
    void aCodeIsNoArgumentAndNotEmpty() {
        assertThat(harbour.run("authorize", "mail", CODE).code()).isEqualTo(2);
        assertThat(harbour.typing("\n").run("authorize", "mail", "--redeem").code())
                .isEqualTo(2);
    }
}
