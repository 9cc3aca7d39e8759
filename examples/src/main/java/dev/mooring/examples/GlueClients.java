package dev.mooring.examples;

import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.glue.catalog.CatalogSettings;
import dev.mooring.connection.glue.endpoint.EndpointKey;
import dev.mooring.connection.glue.endpoint.EndpointKeys;
import dev.mooring.connection.glue.endpoint.GlueEndpoint;
import dev.mooring.connection.glue.type.GlueProvider;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.InvalidInputException;

/** AWS's own client of Glue creates, reads and tests connections of a layer in this process. */
public final class GlueClients {
    private static final String KEY_ID = "AKIAEXAMPLE";
    private static final String SECRET = "an example's secret key";

    private GlueClients() {}

    public static void main(String... arguments) {
        EndpointKey key = new EndpointKey(KEY_ID, Secret.of(SECRET), "sales", "qiliang");
        try (ConnectionLayer layer =
                        ConnectionLayer.inMemory().provider(new GlueProvider()).open();
                GlueEndpoint endpoint = GlueEndpoint.serving(layer::workspace, CatalogSettings.over(layer.types()))
                        .keys(EndpointKeys.of(key))
                        .start();
                GlueClient glue = GlueClient.builder()
                        .endpointOverride(endpoint.address())
                        .region(Region.EU_WEST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY_ID, SECRET)))
                        .httpClient(UrlConnectionHttpClient.create())
                        .build()) {
            glue.createConnection(request -> request.connectionInput(input -> input.name("office-lan")
                    .connectionType("NETWORK")
                    .connectionPropertiesWithStrings(Map.of("TARGETS", "127.0.0.1:" + endpoint.port()))
                    .physicalConnectionRequirements(where -> where.subnetId("subnet-1"))));
            System.out.println(
                    glue.getConnection(request -> request.name("office-lan")).connection());
            try {
                glue.createConnection(request -> request.connectionInput(
                        input -> input.name("lake").connectionType("JDBC").connectionPropertiesWithStrings(Map.of())));
            } catch (InvalidInputException e) {
                System.out.println(e.awsErrorDetails().errorMessage());
            }
            System.out.println(
                    layer.sql("sales", "qiliang").execute("SHOW CONNECTIONS").toText());
        }
    }
}
