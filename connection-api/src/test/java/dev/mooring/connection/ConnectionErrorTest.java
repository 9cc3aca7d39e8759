package dev.mooring.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A code is forever: what error-codes.txt lists must stay. Append new codes to the file. */
class ConnectionErrorTest {
    @Test
    void everyPublishedCodeIsStillThereAndMeansTheSame() throws IOException {
        assertThat(present()).containsAll(published());
    }

    @Test
    void everyCodeIsPublished() throws IOException {
        assertThat(published()).containsExactlyInAnyOrderElementsOf(present());
    }

    @Test
    void everyCodeHasARemedy() {
        assertThat(ConnectionError.values()).allSatisfy(code -> {
            assertThat(code.remedy()).isNotBlank();
            assertThat(code.name()).matches("[A-Z]+(_[A-Z]+)*");
        });
    }

    @Test
    void nothingThatSomebodyMustActOnIsRetried() {
        assertThat(ConnectionError.values())
                .filteredOn(ConnectionError::retryable)
                .allMatch(code -> code.kind() == ErrorCode.Kind.EXTERNAL);
    }

    private static List<String> present() {
        return Arrays.stream(ConnectionError.values())
                .map(code -> code.name() + " " + code.kind() + (code.retryable() ? " retryable" : " final"))
                .toList();
    }

    private static List<String> published() throws IOException {
        try (InputStream file = ConnectionErrorTest.class.getResourceAsStream("/error-codes.txt")) {
            assertThat(file).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
