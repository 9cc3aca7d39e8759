package dev.mooring.connection.core.process;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.TypeId;
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
import dev.mooring.connection.spi.VendRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** TOKENS: connections whose issuer is a {@link TokenService}, perhaps in another process. */
final class TokenProvider implements ConnectionProvider {
    static final AccessScope SCOPE = AccessScope.read("tokens://orders/");
    static final String SECRET = "canary-of-the-key";

    private static final PropertySpec<String> ENDPOINT =
            PropertySpec.text("ENDPOINT").describe("the token service").build();
    private static final PropertySpec<Secret> KEY =
            PropertySpec.secret("ACCESS_KEY").describe("a secret").build();
    private static final PropertySpec<String> MARK =
            PropertySpec.text("MARK").describe("stands in every token").build();
    private static final PropertySpec<Secret> REFRESH = PropertySpec.secret("REFRESH_TOKEN")
            .describe("replaced by every call")
            .build();

    @Override
    public String name() {
        return "tokens";
    }

    @Override
    public List<ConnectionType> types() {
        return List.of(new Tokens());
    }

    /** A connection whose tokens bear the mark. */
    static ConnectionDraft.Builder draft(String name, String endpoint, String mark) {
        return ConnectionDraft.of(ConnectionCategory.STORAGE, name, "TOKENS")
                .property("ENDPOINT", endpoint)
                .property("ACCESS_KEY", SECRET)
                .property("MARK", mark);
    }

    static TokenService.Token token(Credential credential) {
        return TokenService.Token.parse(((Credential.Bearer) credential).token().reveal());
    }

    private static final class Tokens implements ConnectionType {
        @Override
        public TypeId id() {
            return TypeId.of(ConnectionCategory.STORAGE, "TOKENS");
        }

        @Override
        public PropertySchema schema() {
            return PropertySchema.builder()
                    .required(ENDPOINT, KEY, MARK)
                    .optional(REFRESH)
                    .build();
        }

        @Override
        public ScopeSyntax scopes() {
            return ScopeSyntax.narrowed(Set.of("tokens"), Set.of(Action.READ, Action.LIST));
        }

        @Override
        public ConnectivityProbe probe(ProviderContext context) {
            return request -> List.of();
        }

        @Override
        public CredentialVendor vendor(ProviderContext context) {
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            return request -> new VendPlan(
                    "tokens:Issue",
                    List.of(new VendPlan.Field("sessionName", request.sessionName())),
                    VendPlan.Reuse.UNTIL_EXPIRY,
                    hops -> issue(client, request));
        }

        private static Issued issue(HttpClient client, VendRequest request) throws InterruptedException {
            PropertyValues values = request.properties();
            String body = String.join(
                    "\n",
                    request.sessionName(),
                    request.connection().name(),
                    values.require(MARK),
                    values.get(REFRESH).map(Secret::reveal).orElse(""),
                    "end");
            HttpResponse<String> response = send(
                    client,
                    HttpRequest.newBuilder(URI.create(values.require(ENDPOINT)))
                            .timeout(Duration.ofSeconds(60))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build());
            if (response.statusCode() != 200) {
                throw new ConnectionException(ConnectionError.CREDENTIAL_REJECTED, response.body());
            }
            String[] answer = response.body().split("\n", -1);
            Instant expiry =
                    Instant.ofEpochMilli(TokenService.Token.parse(answer[0]).expires());
            return new Issued(
                    new Credential.Bearer(Secret.of(answer[0]), Optional.of(expiry)),
                    List.of(),
                    PropertyValues.empty(),
                    values.has(REFRESH) ? Map.of(REFRESH, Secret.of(answer[2])) : Map.of(),
                    new Receipt(Optional.empty(), Optional.of(Instant.ofEpochMilli(Long.parseLong(answer[1])))));
        }

        private static HttpResponse<String> send(HttpClient client, HttpRequest request) throws InterruptedException {
            try {
                return client.send(request, HttpResponse.BodyHandlers.ofString());
            } catch (IOException e) {
                throw new ConnectionException(
                        ConnectionError.ISSUER_FAILED, "the token service does not answer", "see whether it runs", e);
            }
        }
    }
}
