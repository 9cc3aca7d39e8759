package dev.mooring.connection.http;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.http.bridge.HttpEndpoint;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import java.net.URI;
import java.util.List;

/** The properties of an API connection that are not of OAuth. */
final class HttpProperties {
    private static final String HOST_FORM = "(?i)(\\[[0-9a-f:.]{2,45}\\]|[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?)"
            + "(:(6553[0-5]|655[0-2]\\d|65[0-4]\\d{2}|6[0-4]\\d{3}|[1-5]\\d{4}|[1-9]\\d{0,3}))?";

    static final PropertySpec<URI> URL = PropertySpec.url("URL")
            .alias("BASE_URL")
            .describe("the API's address, with the path that all its resources share")
            .build();
    static final PropertySpec<URI> HOST = PropertySpec.endpoint("HOST")
            .describe("the API's host, https unless said otherwise")
            .build();
    static final PropertySpec<List<String>> ALLOWED_HOSTS = PropertySpec.list("ALLOWED_HOSTS")
            .pattern(HOST_FORM, "a host such as files.example.com, with a port unless it is 443")
            .describe("further hosts that requests with the credential may go to")
            .guardsSecrets()
            .build();
    static final PropertySpec<AuthType> AUTH_TYPE = PropertySpec.oneOf("AUTH_TYPE", AuthType.class)
            .alias("AUTHENTICATION_TYPE")
            .describe("how a caller proves who they are")
            .guardsSecrets()
            .build();
    static final PropertySpec<Secret> TOKEN = PropertySpec.secret("TOKEN")
            .alias("ACCESS_TOKEN", "BEARER_TOKEN")
            .pattern(StoredToken.FORM, StoredToken.EXPECTED)
            .describe("bearer token that is sent as it is, and that nothing renews")
            .build();
    static final PropertySpec<Secret> SERVICE_ACCOUNT_KEY = PropertySpec.secret("SERVICE_ACCOUNT_KEY")
            .pattern(StoredToken.FORM, StoredToken.EXPECTED)
            .describe("key of a service account, sent as a bearer token")
            .build();
    static final PropertySpec<String> USERNAME = PropertySpec.text("USERNAME")
            .alias("USER")
            .pattern("[^:]+", "a user's name without a colon")
            .describe("user of HTTP Basic")
            .build();
    static final PropertySpec<Secret> PASSWORD =
            PropertySpec.secret("PASSWORD").describe("password of that user").build();
    static final PropertySpec<Secret> API_KEY = PropertySpec.secret("API_KEY")
            .pattern("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?", "the whole value of the header")
            .describe("value of the header API_KEY_HEADER")
            .build();
    static final PropertySpec<String> API_KEY_HEADER = PropertySpec.text("API_KEY_HEADER")
            .pattern(
                    "(?i)(?!(host|content-length|connection|expect|upgrade|transfer-encoding|te|trailer)$)"
                            + "[!#$%&'*+.^_`|~0-9a-z-]{1,100}",
                    "the name of a header that a request can have")
            .defaultsTo("X-API-Key")
            .describe("header that API_KEY is sent in")
            .guardsSecrets()
            .build();
    static final PropertySpec<String> TEST_PATH = PropertySpec.text("TEST_PATH")
            .pattern(
                    "/([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*",
                    "a path such as /v1/me, which may have a query, percent-encoded")
            .describe(
                    "what a test reads, below URL or HOST, to prove that the credential is accepted; shown to everyone")
            .build();

    private HttpProperties() {}

    /** Where the credential may be sent. */
    static HttpEndpoint endpoint(PropertyValues values) {
        URI url = values.get(URL).orElseGet(() -> values.require(HOST));
        return new HttpEndpoint(
                url,
                values.get(ALLOWED_HOSTS).orElse(List.of()).stream()
                        .map(HttpProperties::server)
                        .toList());
    }

    private static HostPort server(String text) {
        return HostPort.of(text.matches(".*:\\d+") ? text : text + ":443");
    }

    /** The resource of that path below an address. */
    static URI below(URI base, String path) {
        return URI.create(base.toString().replaceFirst("/+$", "") + path);
    }
}
