package dev.mooring.examples;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.ConnectionSql;
import dev.mooring.connection.http.HttpProvider;
import dev.mooring.connection.http.bridge.AuthorizedHttpClient;
import dev.mooring.connection.tck.emulator.api.ApiEmulator;
import dev.mooring.connection.tck.emulator.oauth.TokenEmulator;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;

/** An API that wants tokens of an authorization server, both emulated: an ordinary client of the JDK calls it. */
public final class HttpApi {
    static final String SECRET = "client-secret-that-only-this-process-knows";

    private HttpApi() {}

    public static void main(String... arguments) throws Exception {
        try (TokenEmulator issuer = TokenEmulator.start(Clock.systemUTC()).client("lake", SECRET);
                ApiEmulator api = ApiEmulator.start()
                        .accepting(request -> issuer.bearer(request).isPresent());
                ConnectionLayer layer =
                        ConnectionLayer.inMemory().provider(new HttpProvider()).open()) {
            ConnectionSql sql = layer.sql("sales", "qiliang");
            System.out.println(sql.execute("CREATE API CONNECTION orders TYPE HTTP URL = '" + api.endpoint()
                            + "/v2' AUTH_TYPE = 'OAUTH2' GRANT = 'CLIENT_CREDENTIALS' ISSUER = '" + issuer.issuer()
                            + "' CLIENT_ID = 'lake' CLIENT_SECRET = '" + SECRET + "' TEST_PATH = '/me'")
                    .toText());
            System.out.println(sql.execute("TEST CONNECTION orders").toText());

            HttpClient client = AuthorizedHttpClient.of(
                    layer.workspace("sales", "qiliang").source("orders", AccessScope.everything()));
            HttpRequest request = HttpRequest.newBuilder(api.endpoint().resolve("/v2/orders/7"))
                    .build();
            System.out.println("the emulated API answers: "
                    + client.send(request, BodyHandlers.ofString()).body());
            issuer.revokeTokens();
            System.out.println("and after its token was revoked: "
                    + client.send(request, BodyHandlers.ofString()).statusCode());
        }
    }
}
