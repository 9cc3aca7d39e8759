package dev.mooring.connection.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which properties go together, offline. */
class HttpValidationTest {
    private static final String OAUTH =
            "HOST=api.example.com AUTH_TYPE=OAUTH2 CLIENT_ID=lake TOKEN_URL=https://login.example.com/token ";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "HTTP|AUTH_TYPE=NONE|URL MISSING",
                "HTTP|URL=https://a.example.com HOST=a.example.com AUTH_TYPE=NONE|HOST CONFLICT",
                "HTTP|HOST=a.example.com|AUTH_TYPE MISSING",
                "HTTP|HOST=a.example.com AUTH_TYPE=BEARER|TOKEN MISSING",
                "HTTP|HOST=a.example.com AUTH_TYPE=NONE TOKEN=abcdefgh|TOKEN CONFLICT",
                "HTTP|HOST=a.example.com AUTH_TYPE=BEARER TOKEN=Bearer:abc|TOKEN MALFORMED",
                "HTTP|HOST=a.example.com AUTH_TYPE=BEARER TOKEN=opaque TOKEN_FORMAT=jwt|TOKEN MALFORMED",
                "HTTP|HOST=a.example.com AUTH_TYPE=BEARER TOKEN=abc EXPIRES_AT=2027-02-30T00:00:00Z|EXPIRES_AT MALFORMED",
                "HTTP|HOST=a.example.com AUTH_TYPE=BEARER TOKEN=abc EXPIRES_AT=tomorrow|EXPIRES_AT MALFORMED",
                "HTTP|HOST=a.example.com AUTH_TYPE=BASIC USERNAME=ann|PASSWORD MISSING",
                "HTTP|HOST=a.example.com AUTH_TYPE=BASIC USERNAME=a:n PASSWORD=p|USERNAME MALFORMED",
                "HTTP|HOST=a.example.com AUTH_TYPE=API_KEY API_KEY=k API_KEY_HEADER=Host|API_KEY_HEADER MALFORMED",
                "HTTP|HOST=a.example.com AUTH_TYPE=API_KEY API_KEY=k API_KEY_HEADER=A:B|API_KEY_HEADER MALFORMED",
                "HTTP|HOST=a.example.com AUTH_TYPE=NONE ALLOWED_HOSTS=https://b.example.com/|ALLOWED_HOSTS MALFORMED",
                "HTTP|HOST=a.example.com AUTH_TYPE=NONE ALLOWED_HOSTS=b.example.com:99999|ALLOWED_HOSTS MALFORMED",
                "HTTP|HOST=a.example.com AUTH_TYPE=NONE TEST_PATH=v1|TEST_PATH MALFORMED",
                "HTTP|HOST=a.example.com AUTH_TYPE=NONE TEST_PATH=/%zz|TEST_PATH MALFORMED",
                "HTTP|HOST=a.example.com AUTH_TYPE=NONE TEST_PATH=/{id}|TEST_PATH MALFORMED",
                "HTTP|HOST=a.example.com AUTH_TYPE=NONE GRANT=JWT_BEARER|GRANT CONFLICT",
                "HTTP|HOST=a.example.com AUTH_TYPE=NONE SCOPE=x|SCOPE CONFLICT",
                "LAKESAIL|ENDPOINT=sail.example.com|KEY MISSING",
                "LAKESAIL|ENDPOINT=sail.example.com KEY=k TOKEN=t|TOKEN CONFLICT",
                "LAKESAIL|ENDPOINT=sail.example.com TOKEN=t KEY_ID=K1|KEY_ID CONFLICT",
                "LAKESAIL|ENDPOINT=sail.example.com KEY=k KEY_ID=k-1|KEY_ID MALFORMED",
                "SALESFORCE|HOST=login.salesforce.com CLIENT_ID=c CLIENT_SECRET=s|HOST MALFORMED",
                "SALESFORCE|HOST=acme.lightning.force.com CLIENT_ID=c CLIENT_SECRET=s|HOST MALFORMED",
                "SALESFORCE|HOST=acme.my.salesforce.com CLIENT_ID=c|CLIENT_SECRET MISSING",
                "SALESFORCE|HOST=acme.my.salesforce.com CLIENT_ID=c GRANT=JWT_BEARER USERNAME=u|PRIVATE_KEY MISSING",
                "SALESFORCE|HOST=acme.my.salesforce.com CLIENT_ID=c CLIENT_SECRET=s USERNAME=u|USERNAME CONFLICT",
                "SALESFORCE|HOST=acme.my.salesforce.com CLIENT_ID=c CLIENT_SECRET=s TOKEN_LIFETIME=5|TOKEN_LIFETIME MALFORMED",
                "SALESFORCE|HOST=a.example.com CLIENT_ID=c CLIENT_SECRET=s GRANT=AUTHORIZATION_CODE|GRANT MALFORMED",
                "AI_FUNCTION|BASE_URL=https://a.example.com/v1|API_KEY MISSING",
                "AI_FUNCTION|BASE_URL=a.example.com API_KEY=k|BASE_URL MALFORMED",
                "ICEBERG_REST|WAREHOUSE=w|URI MISSING",
                "ICEBERG_REST|URI=https://c.example.com OAUTH_CLIENT_ID=c|OAUTH_CLIENT_SECRET MISSING",
                "ICEBERG_REST|URI=https://c.example.com OAUTH_SCOPE=s|OAUTH_SCOPE CONFLICT",
                "ICEBERG_REST|URI=https://c.example.com OAUTH_CLIENT_ID=c OAUTH_CLIENT_SECRET=s TOKEN=t|TOKEN CONFLICT",
                "ICEBERG_REST|URI=https://c.example.com CREDENTIAL=a:b|CREDENTIAL UNKNOWN",
                "ICEBERG_REST|URI=https://c.example.com header.x=y|header.x UNKNOWN"
            })
    void whatIsWrongIsNamed(String type, String properties, String expected) {
        assertThat(errors(type, raw(properties))).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GRANT=CLIENT_CREDENTIALS|CLIENT_SECRET MISSING",
                "GRANT=CLIENT_CREDENTIALS CLIENT_SECRET=s ISSUER=https://login.example.com|ISSUER CONFLICT",
                "GRANT=CLIENT_CREDENTIALS CLIENT_SECRET=s CLIENT_AUTH=none|CLIENT_SECRET CONFLICT",
                "GRANT=CLIENT_CREDENTIALS CLIENT_SECRET=s REFRESH_TOKEN=r|REFRESH_TOKEN CONFLICT",
                "GRANT=CLIENT_CREDENTIALS CLIENT_SECRET=s PRIVATE_KEY=k|PRIVATE_KEY CONFLICT",
                "GRANT=CLIENT_CREDENTIALS CLIENT_SECRET=s JWT_AUDIENCE=a|JWT_AUDIENCE CONFLICT",
                "GRANT=CLIENT_CREDENTIALS CLIENT_SECRET=s TOKEN=t|TOKEN CONFLICT",
                "GRANT=CLIENT_CREDENTIALS CLIENT_SECRET=s EXPIRES_AT=2027-01-01T00:00:00Z|EXPIRES_AT CONFLICT",
                "GRANT=JWT_BEARER JWT_SUBJECT=ann|PRIVATE_KEY MISSING",
                "GRANT=JWT_BEARER PRIVATE_KEY=k|JWT_SUBJECT MISSING",
                "GRANT=JWT_BEARER PRIVATE_KEY=k JWT_SUBJECT=ann CLIENT_AUTH=client_secret_post|CLIENT_SECRET MISSING",
                "GRANT=REFRESH_TOKEN|REFRESH_TOKEN MISSING",
                "GRANT=AUTHORIZATION_CODE AUTHORIZE_URL=https://login.example.com/a|REDIRECT_URI MISSING",
                "GRANT=AUTHORIZATION_CODE REDIRECT_URI=https://app.example.com/b|AUTHORIZE_URL MISSING",
                "GRANT=AUTHORIZATION_CODE REDIRECT_URI=https://app.example.com/{b}|REDIRECT_URI MALFORMED",
                "GRANT=AUTHORIZATION_CODE REDIRECT_URI=https://[x/b|REDIRECT_URI MALFORMED",
                "GRANT=REFRESH_TOKEN REFRESH_TOKEN=r REDIRECT_URI=https://app.example.com/b|REDIRECT_URI CONFLICT",
                "GRANT=CLIENT_CREDENTIALS CLIENT_SECRET=s TOKEN_PARAMETERS=grant_type=x|TOKEN_PARAMETERS CONFLICT",
                "GRANT=CLIENT_CREDENTIALS CLIENT_SECRET=s TOKEN_PARAMETERS=a=1,a=2|TOKEN_PARAMETERS CONFLICT",
                "GRANT=CLIENT_CREDENTIALS CLIENT_SECRET=s TOKEN_PARAMETERS=audience|TOKEN_PARAMETERS MALFORMED",
                "GRANT=PASSWORD|GRANT MALFORMED"
            })
    void whatIsWrongWithAGrantIsNamed(String properties, String expected) {
        assertThat(errors("HTTP", raw(OAUTH + properties))).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP|URL=https://a.example.com/v1 AUTH_TYPE=none ALLOWED_HOSTS=b.example.com,c.example.com:8443,[::1]:80",
                "HTTP|HOST=a.example.com AUTH_TYPE=api-key API_KEY=k",
                "HTTP|HOST=a.example.com AUTHENTICATION_TYPE=BASIC USER=ann PASSWORD=p",
                "HTTP|HOST=a.example.com AUTH_TYPE=SERVICE_ACCOUNT_KEY SERVICE_ACCOUNT_KEY=k EXPIRES_AT=2027-01-01T00:00Z",
                "HTTP|HOST=a.example.com AUTH_TYPE=OAUTH2 GRANT_TYPE=authorization-code CLIENT_ID=c ISSUER=https://l.example.com REDIRECT_URI=app:/back",
                "HTTP|HOST=a.example.com AUTH_TYPE=OAUTH2 GRANT=REFRESH_TOKEN CLIENT_ID=c TOKEN_URL=https://l.example.com/t REFRESH_TOKEN=r",
                "LAKESAIL|HOST=sail.example.com KEY=k",
                "SALESFORCE|MY_DOMAIN=acme--dev.sandbox.my.salesforce.com CLIENT_ID=c GRANT=jwt-bearer USERNAME=u PRIVATE_KEY=k AUDIENCE=https://test.salesforce.com",
                "AI_FUNCTION|BASE_URL=https://a.example.com/v1 API_KEY=k",
                "ICEBERG_REST|URI=https://c.example.com STORAGE_CONNECTION=oss client.region=eu-west-1 io-impl=x.Y",
                "ICEBERG_REST|URI=https://c.example.com OAUTH_CLIENT_ID=c OAUTH_CLIENT_SECRET=s oauth2-server-uri=https://l.example.com/t"
            })
    void whatGoesTogetherIsAccepted(String type, String properties) {
        assertThat(errors(type, raw(properties))).isEmpty();
    }

    @Test
    void aStoredTokenIsWarnedAboutAndAJwtSaysItsEnd() {
        String jwt = encoded("{\"alg\":\"RS256\"}") + "." + encoded("{\"exp\":1767225600}") + ".c2ln";
        for (String type : List.of("HTTP|HOST=a.example.com AUTH_TYPE=BEARER", "LAKESAIL|ENDPOINT=a.example.com")) {
            String[] parts = type.split("\\|");
            assertThat(warnings(parts[0], raw(parts[1] + " TOKEN=" + jwt)))
                    .anySatisfy(warning -> assertThat(warning).contains("2026-01-01T00:00:00Z", "not for production"));
            assertThat(warnings(parts[0], raw(parts[1] + " TOKEN_FORMAT=OPAQUE TOKEN=" + jwt)))
                    .anySatisfy(warning ->
                            assertThat(warning).contains("not for production").doesNotContain("2026"));
        }
        assertThat(warnings("LAKESAIL", raw("ENDPOINT=a.example.com KEY=k"))).isEmpty();
    }

    @Test
    void clearTextIsWarnedAbout() {
        assertThat(warnings("HTTP", raw("HOST=http://a.example.com AUTH_TYPE=NONE")))
                .anySatisfy(warning -> assertThat(warning).contains("is not https"));
        assertThat(warnings(
                        "HTTP",
                        raw(OAUTH.replace("https://login", "http://login")
                                + "GRANT=CLIENT_CREDENTIALS CLIENT_SECRET=s")))
                .anySatisfy(warning -> assertThat(warning).contains("TOKEN_URL", "is not https"));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<RawProperty> raw(String pairs) {
        List<RawProperty> raw = new ArrayList<>();
        Arrays.stream(pairs.split(" "))
                .forEach(pair -> raw.add(
                        RawProperty.of(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1))));
        return raw;
    }

    private static List<String> errors(String type, List<RawProperty> raw) {
        return Trial.violations(type, raw).stream()
                .filter(Violation::isError)
                .map(violation -> violation.property() + " " + violation.reason())
                .toList();
    }

    private static List<String> warnings(String type, List<RawProperty> raw) {
        List<Violation> all = Trial.violations(type, raw);
        assertThat(all.stream().filter(Violation::isError)).isEmpty();
        return all.stream().map(Violation::toString).toList();
    }
}
