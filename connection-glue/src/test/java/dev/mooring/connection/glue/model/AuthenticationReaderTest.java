package dev.mooring.connection.glue.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.Violation;
import dev.mooring.connection.glue.json.JsonMembers;
import dev.mooring.connection.glue.json.JsonText;
import dev.mooring.connection.glue.json.Violations;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthenticationReaderTest {
    private static final String ARN = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-AbCdEf";
    private static final String CLIENT =
            "\"OAuth2ClientApplication\": {\"UserManagedClientApplicationClientId\": \"id\"}";
    private static final String URL = "\"TokenUrl\": \"https://login.example.com/token\"";
    private static final String CODE =
            "\"AuthorizationCodeProperties\": {\"AuthorizationCode\": \"canary-code\", \"RedirectUri\": \"https://a.example/cb\"}";

    /** Each line: the grant, what is given, and what is at fault (space separated, relative to OAuth2Properties). */
    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "AUTHORIZATION_CODE | | ",
                "AUTHORIZATION_CODE | code | TokenUrl OAuth2ClientApplication OAuth2Credentials.UserManagedClientApplicationClientSecret",
                "AUTHORIZATION_CODE | code url client | OAuth2Credentials.UserManagedClientApplicationClientSecret",
                "AUTHORIZATION_CODE | code url client clientSecret | ",
                "AUTHORIZATION_CODE | code url client arn | ",
                "AUTHORIZATION_CODE | code url aws | ",
                "AUTHORIZATION_CODE | url client jwt | OAuth2Credentials.JwtToken",
                "CLIENT_CREDENTIALS | url client clientSecret | ",
                "CLIENT_CREDENTIALS | url client arn | ",
                "CLIENT_CREDENTIALS | | TokenUrl OAuth2ClientApplication OAuth2Credentials.UserManagedClientApplicationClientSecret",
                "CLIENT_CREDENTIALS | url aws clientSecret | OAuth2ClientApplication.UserManagedClientApplicationClientId",
                "CLIENT_CREDENTIALS | url client clientSecret code | AuthorizationCodeProperties",
                "JWT_BEARER | url jwt | ",
                "JWT_BEARER | url arn | ",
                "JWT_BEARER | jwt | TokenUrl",
                "JWT_BEARER | url clientSecret | OAuth2Credentials.JwtToken",
                "JWT_BEARER | url jwt code | AuthorizationCodeProperties",
                "REFRESH_TOKEN | url client refresh | ",
                "REFRESH_TOKEN | url client refresh clientSecret | ",
                "REFRESH_TOKEN | url refresh | OAuth2ClientApplication",
                "REFRESH_TOKEN | url client refresh code | AuthorizationCodeProperties",
                "PASSWORD | url client clientSecret | OAuth2GrantType"
            })
    void eachGrantNeedsAndForbids(String grant, String given, String faults) {
        List<String> parts = given == null ? List.of() : List.of(given.split(" "));
        StringBuilder oauth2 = new StringBuilder("{\"OAuth2GrantType\": \"" + grant + "\"");
        StringBuilder credentials = new StringBuilder();
        String arn = "";
        for (String part : parts) {
            switch (part) {
                case "url" -> oauth2.append(", ").append(URL);
                case "client" -> oauth2.append(", ").append(CLIENT);
                case "aws" ->
                    oauth2.append(", \"OAuth2ClientApplication\": {\"AWSManagedClientApplicationReference\": \"r\"}");
                case "code" -> oauth2.append(", ").append(CODE);
                case "arn" -> arn = ", \"SecretArn\": \"" + ARN + "\"";
                case "clientSecret" ->
                    credentials.append(", \"UserManagedClientApplicationClientSecret\": \"canary-secret\"");
                case "jwt" -> credentials.append(", \"JwtToken\": \"canary-jwt\"");
                case "refresh" -> credentials.append(", \"RefreshToken\": \"canary-refresh\"");
                default -> throw new AssertionError(part);
            }
        }
        if (!credentials.isEmpty()) {
            oauth2.append(", \"OAuth2Credentials\": {")
                    .append(credentials.substring(1))
                    .append('}');
        }
        String json = "{\"AuthenticationType\": \"OAUTH2\"" + arn + ", \"OAuth2Properties\": " + oauth2 + "}}";

        List<Violation> violations = violations(json);

        List<String> expected = faults == null ? List.of() : List.of(faults.split(" "));
        assertThat(violations.stream().map(v -> v.property().replace("OAuth2Properties.", "")))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(violations.toString()).doesNotContain("canary");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "'{\"AuthenticationType\": \"BASIC\"}' | BasicAuthenticationCredentials",
                "'{\"AuthenticationType\": \"BASIC\", \"BasicAuthenticationCredentials\": {\"Username\": \"u\", \"Password\": \"p\"}}' | ",
                "'{\"AuthenticationType\": \"BASIC\", \"BasicAuthenticationCredentials\": {\"Username\": \"u\"}}' | BasicAuthenticationCredentials.Password",
                "'{\"AuthenticationType\": \"CUSTOM\"}' | CustomAuthenticationCredentials",
                "'{\"AuthenticationType\": \"CUSTOM\", \"CustomAuthenticationCredentials\": {\"k\": \"v\"}}' | ",
                "'{\"AuthenticationType\": \"IAM\"}' | ",
                "'{\"AuthenticationType\": \"IAM\", \"OAuth2Properties\": {\"OAuth2GrantType\": \"AUTHORIZATION_CODE\"}}' | OAuth2Properties",
                "'{\"AuthenticationType\": \"OAUTH2\"}' | OAuth2Properties",
                "'{\"AuthenticationType\": \"KERBEROS\"}' | AuthenticationType",
                "'{}' | AuthenticationType",
                "'{\"AuthenticationType\": \"IAM\", \"KmsKeyArn\": \"x\"}' | KmsKeyArn"
            })
    void eachKindNeedsAndForbids(String json, String fault) {
        assertThat(violations(json).stream().map(Violation::property))
                .isEqualTo(fault == null ? List.of() : List.of(fault));
    }

    @Test
    void bothClientApplicationsAreTooMany() {
        assertThat(violations("""
                                {"AuthenticationType": "OAUTH2", "OAuth2Properties": {"OAuth2GrantType": "AUTHORIZATION_CODE",
                                 "OAuth2ClientApplication": {"UserManagedClientApplicationClientId": "a", "AWSManagedClientApplicationReference": "b"}}}""").stream().map(Violation::property))
                .containsExactly("OAuth2Properties.OAuth2ClientApplication.AWSManagedClientApplicationReference");
    }

    private static List<Violation> violations(String json) {
        Violations violations = new Violations();
        AuthenticationReader.read(JsonMembers.of(JsonText.read(json, 10_000), "", violations));
        return violations.list();
    }
}
