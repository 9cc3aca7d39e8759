package dev.mooring.connection.glue.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.glue.model.ConnectionInput.CredentialCheck;
import dev.mooring.connection.glue.model.Inputs.Read;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionInputReaderTest {
    private static final String CUSTOM =
            "{\"Name\": \"x\", \"ConnectionType\": \"CUSTOM\", \"ConnectionProperties\": {}%s}";

    @Test
    void readsAnInputEntire() {
        ConnectionInput input = Inputs.valid("""
                {
                  "Name": "orders-db",
                  "Description": "orders\\nof all regions",
                  "ConnectionType": "JDBC",
                  "MatchCriteria": ["a", "b"],
                  "ConnectionProperties": {"JDBC_CONNECTION_URL": "jdbc:postgresql://h:5432/d", "USERNAME": "u", "PASSWORD": "canary"},
                  "SparkProperties": {"fetchsize": "100"},
                  "PhysicalConnectionRequirements": {"SubnetId": "subnet-1", "SecurityGroupIdList": ["sg-1"], "AvailabilityZone": "eu-west-1a"},
                  "ValidateCredentials": false,
                  "ValidateForComputeEnvironments": ["SPARK"]
                }""");

        assertThat(input.name()).isEqualTo("orders-db");
        assertThat(input.matchCriteria()).containsExactly("a", "b");
        assertThat(input.properties().value("USERNAME")).contains("u");
        assertThat(input.properties().byEnvironment()).containsOnlyKeys(ComputeEnvironment.SPARK);
        assertThat(input.physicalRequirements().orElseThrow().securityGroupIds())
                .containsExactly("sg-1");
        assertThat(input.validation().credentials()).isEqualTo(CredentialCheck.SKIP);
        assertThat(input.toString()).doesNotContain("canary");
    }

    @Test
    void validatesCredentialsUnlessToldOtherwise() {
        assertThat(Inputs.valid(CUSTOM.formatted("")).validation().credentials())
                .isEqualTo(CredentialCheck.VALIDATE);
    }

    @Test
    void saysAllThatIsWrongAtOnceWithPlaces() {
        Read read = Inputs.read("""
                {"ConnectionType": "JDBC",
                 "Descripton": "typo",
                 "MatchCriteria": "no list",
                 "MatchCriteria": [],
                 "ConnectionProperties": {"HOST": "h", "PORT": 5432, "host": "twice"},
                 "AuthenticationConfiguration": {"AuthenticationType": "OAUTH2", "SecretArn": "no-arn"}}""");

        assertThat(read.violations().stream().map(Object::toString).collect(Collectors.toList()))
                .containsExactlyInAnyOrder(
                        "Descripton UNKNOWN: did you mean Description? (at 2:2)",
                        "MatchCriteria CONFLICT: is given twice (at 4:2)",
                        "MatchCriteria MALFORMED: expected an array, found a string (at 3:19)",
                        "Name MISSING: the connection's name (at 1:1)",
                        "ConnectionProperties.PORT MALFORMED: expected a string, found a number (at 5:48)",
                        "AuthenticationConfiguration.SecretArn MALFORMED: expected the ARN of a secret of AWS Secrets"
                                + " Manager (at 6:79)",
                        "AuthenticationConfiguration.OAuth2Properties MISSING: how tokens are to be had (at 6:33)",
                        "host CONFLICT: is given twice, also as HOST (at 5:54)",
                        "AuthenticationConfiguration.AuthenticationType CONFLICT: JDBC knows [BASIC] (at 1:1)",
                        "PORT MISSING: give either HOST and PORT and JDBC_ENGINE, or JDBC_CONNECTION_URL (at 1:1)",
                        "JDBC_ENGINE MISSING: give either HOST and PORT and JDBC_ENGINE, or JDBC_CONNECTION_URL"
                                + " (at 1:1)");
    }

    @Test
    void countsBytesAndElements() {
        String long255 = "é".repeat(127) + "x";
        assertThat(Inputs.read(CUSTOM.replace("\"x\"", '"' + long255 + '"').formatted(""))
                        .violations())
                .isEmpty();
        assertThat(Inputs.read(CUSTOM.replace("\"x\"", '"' + long255 + "y\"").formatted(""))
                        .faults())
                .containsExactly("Name");
        assertThat(Inputs.read(CUSTOM.formatted(", \"MatchCriteria\": " + list(11)))
                        .faults())
                .containsExactly("MatchCriteria");
        assertThat(Inputs.read(CUSTOM.formatted(
                                ", \"PhysicalConnectionRequirements\": {\"SecurityGroupIdList\": " + list(51) + "}"))
                        .faults())
                .containsExactly("PhysicalConnectionRequirements.SecurityGroupIdList");
        assertThat(Inputs.read(CUSTOM.formatted(", \"Description\": \"" + "d".repeat(2049) + "\""))
                        .faults())
                .containsExactly("Description");
        String properties =
                IntStream.range(0, 101).mapToObj(i -> "\"K" + i + "\": \"v\"").collect(Collectors.joining(","));
        assertThat(Inputs.read(CUSTOM.replace("{}", "{" + properties + "}").formatted(""))
                        .faults())
                .containsExactly("ConnectionProperties");
        assertThat(Inputs.read(CUSTOM.replace("{}", "{\"K\": \"" + "v".repeat(1025) + "\"}")
                                .formatted(""))
                        .faults())
                .containsExactly("ConnectionProperties.K");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\nb", "a\\rb", "a\\u0000b", "", "a\\u0085\\u2028b\\u0007"})
    void namesAreOneLine(String name) {
        assertThat(Inputs.read(CUSTOM.replace("\"x\"", '"' + name + '"').formatted(""))
                        .faults())
                .containsExactly("Name");
    }

    @ParameterizedTest
    @CsvSource({"1023,false", "1024,true", "65535,true", "65536,false", "x,false", "-1,false", "'5432 ',false"})
    void portIsWithinItsLimits(String port, boolean isValid) {
        Read read = Inputs.read("""
                {"Name": "x", "ConnectionType": "JDBC", "ConnectionProperties":
                 {"HOST": "h", "PORT": "%s", "JDBC_ENGINE": "mysql", "USERNAME": "u", "SECRET_ID": "s"}}""".formatted(port));

        assertThat(read.faults()).isEqualTo(isValid ? List.of() : List.of("PORT"));
    }

    @Test
    void manyErrorsAreCutOff() {
        String members =
                IntStream.range(0, 5_000).mapToObj(i -> "\"U" + i + "\": 1").collect(Collectors.joining(","));

        assertThat(Inputs.read(CUSTOM.formatted("," + members)).violations()).hasSizeLessThan(300);
    }

    @Test
    void sftpIsRefusedThoughListed() {
        Read read = Inputs.read("{\"Name\": \"x\", \"ConnectionType\": \"SFTP\", \"ConnectionProperties\": {}}");

        assertThat(read.violations()).extracting(Violation::reason).containsExactly(Reason.CONFLICT);
    }

    @Test
    void applicationsAddKinds() {
        GlueTypes types = GlueTypes.standard()
                .with(GlueType.of(
                        "POSTGRESQL",
                        "PostgreSQL",
                        GlueTypes.standard().find("JDBC").orElseThrow().house()));
        ConnectionInput input = Inputs.read(
                        "{\"Name\": \"x\", \"ConnectionType\": \"POSTGRESQL\", \"ConnectionProperties\": {}}")
                .input();

        assertThat(types.check(input)).isEmpty();
        assertThat(GlueTypes.standard().check(input)).hasSize(1);
    }

    private static String list(int size) {
        return IntStream.range(0, size).mapToObj(i -> "\"e" + i + "\"").collect(Collectors.joining(",", "[", "]"));
    }
}
