package dev.mooring.connection.support.secrets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.network.BoundedHttp;
import dev.mooring.connection.support.network.HttpAnswer;
import dev.mooring.connection.support.network.HttpCall;
import dev.mooring.connection.support.secrets.RemoteSecret.Place;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/**
 * The one call to Secrets Manager. The SDK's signer signs it and knows no other credential than the given one; it is sent
 * without the SDK's client, which would bring more than forty jars for it.
 */
final class SecretsManagerCall {
    private static final String SERVICE = "secretsmanager";
    private static final JsonFactory JSON = new JsonFactory();
    /** The JDK sets these itself. */
    private static final List<String> OF_THE_JDK = List.of("Host", "Content-Length");

    private final ProviderContext context;

    SecretsManagerCall(ProviderContext context) {
        this.context = context;
    }

    /** The text of the secret's present version. */
    String value(Place place, Credential credential) {
        URI endpoint = endpoint(place.region());
        BoundedHttp.requirePrivate(endpoint, "endpoint of Secrets Manager", "the secret", context);
        HttpAnswer answer;
        try {
            answer = new BoundedHttp(context.timeout()).send(signed(endpoint, place, credential));
        } catch (IOException e) {
            throw SecretsManagerErrors.unanswered(place, endpoint, e);
        }
        if (answer.status() != 200) {
            throw SecretsManagerErrors.refused(place, answer, field(answer.body(), "__type"));
        }
        return field(answer.body(), "SecretString").orElseThrow(() -> SecretsManagerErrors.noText(place));
    }

    private URI endpoint(String region) {
        String suffix = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
        return context.endpointOverride(SERVICE)
                .orElseGet(() -> URI.create("https://" + SERVICE + "." + region + "." + suffix));
    }

    private HttpCall signed(URI endpoint, Place place, Credential credential) throws IOException {
        String body = body(place.id());
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint)
                .encodedPath("/")
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .putHeader("X-Amz-Target", SERVICE + ".GetSecretValue")
                .build();
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(signing -> signing.identity(AwsIdentity.of(credential, place.property()))
                        .request(request)
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, place.region())
                        .putProperty(HttpSigner.SIGNING_CLOCK, context.clock()))
                .request();
        Map<String, List<String>> headers = new HashMap<>(signed.headers());
        OF_THE_JDK.forEach(headers::remove);
        return new HttpCall("POST", signed.getUri(), headers, Optional.of(body));
    }

    private static String body(String id) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("SecretId", id);
            json.writeEndObject();
        }
        return text.toString();
    }

    /** A text of the answer's object; empty also when the answer is none. */
    private static Optional<String> field(String body, String name) {
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean isWanted = json.currentName().equals(name);
                JsonToken value = json.nextToken();
                if (isWanted && value == JsonToken.VALUE_STRING) {
                    return Optional.of(json.getText());
                }
                json.skipChildren();
            }
            return Optional.empty();
        } catch (IOException e) {
            // without the failure: it may repeat what was read
            return Optional.empty();
        }
    }
}
