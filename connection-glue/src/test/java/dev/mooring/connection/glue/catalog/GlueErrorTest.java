package dev.mooring.connection.glue.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ErrorCode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GlueErrorTest {
    @Test
    void everyCodeHasExactlyOneException() {
        List<ConnectionError> mapped = Arrays.stream(GlueError.values())
                .flatMap(error -> error.codes().stream())
                .toList();

        assertThat(mapped).doesNotHaveDuplicates().containsExactlyInAnyOrder(ConnectionError.values());
    }

    @ParameterizedTest
    @EnumSource(GlueError.class)
    void everyExceptionComesBackAsItself(GlueError error) {
        assertThat(GlueError.named(error.exception())).contains(error);
        if (error != GlueError.THROTTLING) {
            assertThat(GlueError.of(error.code())).isEqualTo(error);
        }
    }

    @Test
    void namesAreThoseOfGlue() {
        assertThat(Arrays.stream(GlueError.values()).map(GlueError::exception))
                .allMatch(name -> name.endsWith("Exception"));
        Set<String> names = new HashSet<>();
        assertThat(Arrays.stream(GlueError.values()).map(GlueError::exception)).allMatch(names::add);
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.Kind.class)
    void codesOfProvidersGoByTheirKind(ErrorCode.Kind kind) {
        ErrorCode own = new ErrorCode() {
            @Override
            public String name() {
                return "ACME_STRANGE";
            }

            @Override
            public Kind kind() {
                return kind;
            }

            @Override
            public boolean retryable() {
                return false;
            }

            @Override
            public String remedy() {
                return "ask acme";
            }
        };

        assertThat(GlueError.of(own))
                .isEqualTo(
                        switch (kind) {
                            case USER -> GlueError.INVALID_INPUT;
                            case PERMISSION -> GlueError.ACCESS_DENIED;
                            case EXTERNAL -> GlueError.FEDERATION_SOURCE;
                            case INTERNAL -> GlueError.INTERNAL_SERVICE;
                        });
    }
}
