package dev.mooring.connection.glue.endpoint;

import dev.mooring.connection.Connections;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.glue.catalog.CatalogSettings;
import dev.mooring.connection.glue.type.GlueProvider;
import dev.mooring.connection.kafka.KafkaProvider;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;

/** A layer, an endpoint over it, and AWS's own client of Glue. */
final class Rig implements AutoCloseable {
    static final EndpointKey SALES =
            new EndpointKey("AKIASALES", Secret.of("canary-endpoint-secret-1"), "sales", "qiliang");
    static final EndpointKey OTHER =
            new EndpointKey("AKIAOTHER", Secret.of("canary-endpoint-secret-2"), "other", "olga");

    private final ConnectionLayer layer;
    private final List<AutoCloseable> open = new ArrayList<>();

    private Rig(ConnectionLayer layer) {
        this.layer = layer;
    }

    static Rig inMemory() {
        return over(ConnectionLayer.inMemory());
    }

    static Rig over(ConnectionLayer.Builder layer) {
        return new Rig(layer.provider(new FakeDatabases())
                .provider(new GlueProvider())
                .provider(new KafkaProvider())
                .open());
    }

    ConnectionLayer layer() {
        return layer;
    }

    Connections connections() {
        return layer.workspace("sales", "qiliang");
    }

    GlueEndpoint endpoint() {
        return endpoint(settings -> settings, builder -> builder);
    }

    GlueEndpoint endpoint(UnaryOperator<CatalogSettings> settings, UnaryOperator<GlueEndpoint.Builder> configuration) {
        return endpoint(layer::workspace, settings, configuration);
    }

    GlueEndpoint endpoint(
            BiFunction<String, String, Connections> workspaces,
            UnaryOperator<CatalogSettings> settings,
            UnaryOperator<GlueEndpoint.Builder> configuration) {
        GlueEndpoint.Builder builder = GlueEndpoint.serving(
                        workspaces, settings.apply(CatalogSettings.over(layer.types())))
                .keys(EndpointKeys.of(SALES, OTHER));
        GlueEndpoint endpoint = configuration.apply(builder).start();
        open.add(endpoint);
        return endpoint;
    }

    GlueClient client(GlueEndpoint endpoint) {
        return client(endpoint.address(), SALES);
    }

    GlueClient client(URI address, EndpointKey key) {
        GlueClient client = GlueClient.builder()
                .region(Region.EU_WEST_1)
                .endpointOverride(address)
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(settings -> settings.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        key.accessKeyId(), key.secret().reveal())))
                .build();
        open.add(client);
        return client;
    }

    static Map<String, String> database(String host, String password) {
        return Map.of(
                "HOST", host, "PORT", "5432", "JDBC_ENGINE", "postgresql", "USERNAME", "reader", "PASSWORD", password);
    }

    @Override
    public void close() {
        open.forEach(each -> {
            try {
                each.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        layer.close();
    }
}
