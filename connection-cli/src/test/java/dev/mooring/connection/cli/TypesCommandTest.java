package dev.mooring.connection.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mooring.connection.cli.Harbour.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypesCommandTest {
    @TempDir
    Path home;

    @Test
    void listsTheInstalledTypesWithoutMakingAStore() throws IOException {
        Harbour harbour = new Harbour(home);

        assertThat(harbour.run("types").out())
                .containsPattern("\\| STORAGE +\\| QUAY +\\| any +\\| DOCK ")
                .containsPattern("\\| CATALOG +\\| BUOY +\\| any ");
        JsonNode types = new ObjectMapper()
                .readTree(harbour.run("types", "--format", "json").out());
        assertThat(types.findValuesAsText("type")).contains("QUAY", "BUOY");
        assertThat(home.resolve(".mooring")).doesNotExist();
    }

    @Test
    void describesATypeFromItsSchema() {
        Outcome outcome = new Harbour(home).run("types", "dock");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .startsWith("STORAGE/QUAY, also DOCK\n")
                .contains(
                        "scopes: quay://…=READ,LIST; a credential is narrowed to them",
                        "  ACCESS_ID (also ACCESS_KEY_ID)\n      id of the key\n",
                        "exactly one of: ROLE_ARN | ACCESS_ID and ACCESS_KEY; secret",
                        "optional; shown; default north");
    }

    @Test
    void describesATypeForPrograms() throws IOException {
        Harbour harbour = new Harbour(home);

        JsonNode quay = new ObjectMapper()
                .readTree(harbour.run("types", "QUAY", "--format", "json").out())
                .get(0);
        assertThat(quay.at("/scopes/narrowing").asText()).isEqualTo("BY_ISSUER");
        assertThat(quay.at("/properties/0").fieldNames())
                .toIterable()
                .containsExactly(
                        "name", "aliases", "requirement", "sensitivity", "expectation", "default", "description");
        assertThat(harbour.run("types", "QUAY", "--format", "csv").out())
                .startsWith("property,aliases,requirement,shown,expectation,default,description\nROLE_ARN,,");
    }

    @Test
    void takesATypeAsItIsListed() {
        Harbour harbour = new Harbour(home);

        assertThat(harbour.run("types", "STORAGE/QUAY")).isEqualTo(harbour.run("types", "QUAY"));
        assertThat(harbour.run("types", "storage/dock")).isEqualTo(harbour.run("types", "QUAY"));
        assertThat(harbour.run("types", "CATALOG/QUAY").err())
                .startsWith("UNKNOWN_TYPE: ")
                .contains("did you mean QUAY?");
        assertThat(harbour.run("types", "pier/QUAY").code()).isEqualTo(1);
    }

    @Test
    void suggestsTheNearestType() {
        Outcome outcome = new Harbour(home).run("types", "quai");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("UNKNOWN_TYPE: ").contains("did you mean QUAY?");
    }
}
