package dev.mooring.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    private static final List<String> NAMES = List.of("ENDPOINT", "REGION", "ACCESS_ID", "ACCESS_KEY", "S3");

    @ParameterizedTest
    @CsvSource({
        "endpoint, ENDPOINT",
        "ENPOINT, ENDPOINT",
        "ENDPIONT, ENDPOINT",
        "ENDPOINTS, ENDPOINT",
        "regoin, REGION",
        "ACCES_KEY, ACCESS_KEY",
        "S4, S3",
    })
    void findsTheNameThatWasMeant(String written, String meant) {
        assertThat(NearestName.of(written, NAMES)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"'', ", "PASSWORD, ", "EP, ", "COMPLETELY_DIFFERENT, "})
    void findsNothingFarAway(String written) {
        assertThat(NearestName.of(written, NAMES)).isEmpty();
    }

    @Test
    void givesTiesToTheFirst() {
        assertThat(NearestName.of("ACCESS_XX", NAMES)).contains("ACCESS_ID");
        assertThat(NearestName.of("abd", List.of("abc", "abe"))).contains("abc");
    }

    @Test
    void findsNothingAmongNothing() {
        assertThat(NearestName.of("x", List.of())).isEmpty();
    }
}
