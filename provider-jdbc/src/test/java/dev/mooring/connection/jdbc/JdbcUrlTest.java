package dev.mooring.connection.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.jdbc.JdbcUrl.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JdbcUrlTest {
    static List<UrlCorpus.Hostile> hostile() {
        return UrlCorpus.hostile();
    }

    static List<String> accepted() {
        return UrlCorpus.accepted();
    }

    @Test
    void theCorpusIsAsLargeAsPromised() {
        assertThat(UrlCorpus.hostile()).hasSizeGreaterThan(200).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void refusesHostileUrlsWithoutRepeatingThem(UrlCorpus.Hostile hostile) {
        Reading reading = JdbcUrl.read(hostile.url());

        assertThat(reading.target()).as(hostile.reason()).isEmpty();
        assertThat(reading.flaw()).isNotBlank().doesNotContain("s3cr3t-pw", "evil");
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void takesTheOthersApart(String line) {
        String[] parts = line.split(" -> ");

        JdbcTarget target = JdbcUrl.read(parts[0]).target().orElseThrow();

        assertThat(target.url() + " " + target.parameters()).isEqualTo(parts[1]);
        assertThat(JdbcUrl.read(target.url()).target())
                .as("what is made anew is read as the same")
                .contains(new JdbcTarget(target.engine(), target.server(), target.database(), java.util.Map.of()));
    }
}
