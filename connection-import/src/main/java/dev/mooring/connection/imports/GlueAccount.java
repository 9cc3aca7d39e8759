package dev.mooring.connection.imports;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.glue.catalog.GlueError;
import dev.mooring.connection.glue.json.JsonBuilder;
import dev.mooring.connection.glue.json.JsonPart;
import dev.mooring.connection.glue.json.JsonText;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.GlueClientBuilder;
import software.amazon.awssdk.services.glue.model.AuthenticationConfiguration;
import software.amazon.awssdk.services.glue.model.Connection;
import software.amazon.awssdk.services.glue.model.GetConnectionsRequest;
import software.amazon.awssdk.services.glue.model.GetConnectionsResponse;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.OAuth2Properties;

/**
 * The Glue connections of an AWS account, read with the credentials of an AWS connection of the workspace and with no others:
 * neither the environment nor a machine's role is ever asked.
 */
public final class GlueAccount {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** More pages than any account has connections for. */
    private static final int MOST_PAGES = 1_000;

    private final Connections connections;
    private final String region;
    private final Optional<URI> endpoint;

    /**
     * An account in one region.
     *
     * @param connections the connections of a workspace, among them the one that reads
     * @param endpoint in place of Glue's public endpoint
     */
    public GlueAccount(Connections connections, String region, Optional<URI> endpoint) {
        this.connections = connections;
        this.region = region;
        this.endpoint = endpoint;
    }

    /**
     * What {@code get-connections} would print, passwords included where the account gives them; blocks for as many calls as
     * there are pages.
     *
     * @param connection the AWS connection that reads; its principal needs {@code glue:GetConnections}
     */
    public String read(String connection) {
        AwsCredentials credentials = credentials(connection);
        try (GlueClient glue = client(credentials)) {
            List<JsonPart> all = new ArrayList<>();
            String token = null;
            for (int page = 0; page < MOST_PAGES; page++) {
                GetConnectionsResponse response = glue.getConnections(
                        GetConnectionsRequest.builder().nextToken(token).build());
                response.connectionList().forEach(each -> all.add(json(each)));
                token = response.nextToken();
                if (token == null || token.isEmpty()) {
                    break;
                }
            }
            return JsonText.write(new JsonBuilder().array("ConnectionList", all).build());
        } catch (GlueException e) {
            throw refused(connection, e);
        } catch (SdkException e) {
            throw unanswered(e);
        }
    }

    private AwsCredentials credentials(String connection) {
        Credential credential = connections.vend(connection, AccessScope.everything());
        if (credential instanceof Credential.Session session) {
            return AwsSessionCredentials.create(
                    session.accessKeyId(),
                    session.accessKeySecret().reveal(),
                    session.sessionToken().reveal());
        }
        if (credential instanceof Credential.AccessKey key) {
            return AwsBasicCredentials.create(
                    key.accessKeyId(), key.accessKeySecret().reveal());
        }
        throw new ConnectionException(
                ConnectionError.INVALID_PROPERTIES,
                "connection " + connection + " is no connection to AWS",
                "name one that has an access key or a role of AWS");
    }

    private GlueClient client(AwsCredentials credentials) {
        GlueClientBuilder builder = GlueClient.builder()
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .overrideConfiguration(settings -> settings.apiCallTimeout(LIMIT))
                .httpClient(UrlConnectionHttpClient.create());
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static JsonPart.Struct json(Connection connection) {
        JsonBuilder json = new JsonBuilder()
                .text("Name", Optional.ofNullable(connection.name()))
                .text("Description", Optional.ofNullable(connection.description()))
                .text("ConnectionType", Optional.ofNullable(connection.connectionTypeAsString()))
                .texts("MatchCriteria", connection.matchCriteria())
                .part("ConnectionProperties", JsonBuilder.object(connection.connectionPropertiesAsStrings()))
                .pairs("SparkProperties", connection.sparkProperties())
                .pairs("AthenaProperties", connection.athenaProperties())
                .pairs("PythonProperties", connection.pythonProperties());
        Optional.ofNullable(connection.physicalConnectionRequirements())
                .ifPresent(physical -> json.part(
                        "PhysicalConnectionRequirements",
                        new JsonBuilder()
                                .text("SubnetId", Optional.ofNullable(physical.subnetId()))
                                .texts("SecurityGroupIdList", physical.securityGroupIdList())
                                .text("AvailabilityZone", Optional.ofNullable(physical.availabilityZone()))
                                .build()));
        return json.part(
                        "AuthenticationConfiguration",
                        Optional.ofNullable(connection.authenticationConfiguration())
                                .map(GlueAccount::json))
                .build();
    }

    private static JsonPart.Struct json(AuthenticationConfiguration configuration) {
        return new JsonBuilder()
                .text("AuthenticationType", Optional.ofNullable(configuration.authenticationTypeAsString()))
                .text("SecretArn", Optional.ofNullable(configuration.secretArn()))
                .text("KmsKeyArn", Optional.ofNullable(configuration.kmsKeyArn()))
                .part(
                        "OAuth2Properties",
                        Optional.ofNullable(configuration.oAuth2Properties()).map(GlueAccount::json))
                .build();
    }

    private static JsonPart.Struct json(OAuth2Properties oauth2) {
        return new JsonBuilder()
                .text("OAuth2GrantType", Optional.ofNullable(oauth2.oAuth2GrantTypeAsString()))
                .part(
                        "OAuth2ClientApplication",
                        Optional.ofNullable(oauth2.oAuth2ClientApplication())
                                .map(client -> new JsonBuilder()
                                        .text(
                                                "UserManagedClientApplicationClientId",
                                                Optional.ofNullable(client.userManagedClientApplicationClientId()))
                                        .text(
                                                "AWSManagedClientApplicationReference",
                                                Optional.ofNullable(client.awsManagedClientApplicationReference()))
                                        .build()))
                .text("TokenUrl", Optional.ofNullable(oauth2.tokenUrl()))
                .pairs("TokenUrlParametersMap", Map.copyOf(oauth2.tokenUrlParametersMap()))
                .build();
    }

    private static ConnectionException refused(String connection, GlueException failure) {
        String name = Optional.ofNullable(failure.awsErrorDetails())
                .map(details -> String.valueOf(details.errorCode()))
                .orElse("");
        ConnectionError code = GlueError.named(name)
                .map(GlueError::code)
                .orElse(
                        failure.statusCode() >= 500
                                ? ConnectionError.ISSUER_FAILED
                                : isSignature(name)
                                        ? ConnectionError.CREDENTIAL_REJECTED
                                        : ConnectionError.ACCESS_DENIED);
        return ConnectionException.builder(
                        code, "Glue refused to list its connections: status " + failure.statusCode() + " " + name)
                .remedy("let the principal of connection " + connection + " call glue:GetConnections in the region")
                .requestId(String.valueOf(failure.requestId()))
                .cause(failure)
                .build();
    }

    private static boolean isSignature(String name) {
        return name.contains("Signature") || name.contains("UnrecognizedClient") || name.contains("Token");
    }

    private static ConnectionException unanswered(SdkException failure) {
        return new ConnectionException(
                failure instanceof SdkClientException
                        ? ConnectionError.ENDPOINT_UNREACHABLE
                        : ConnectionError.ISSUER_FAILED,
                "Glue did not answer",
                "check the region, the route to AWS and the firewall",
                failure);
    }
}
