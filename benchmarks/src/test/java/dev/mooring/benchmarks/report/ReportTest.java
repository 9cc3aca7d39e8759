package dev.mooring.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.benchmarks.report.Criterion.Bound;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private final Samples samples = new Samples();

    ReportTest() {
        for (double nanos : new double[] {30, 20, 100}) {
            samples.add(new Sample("get", "reference", "ns", nanos));
            samples.add(new Sample("get", "Mooring", "ns", 2 * nanos));
        }
        samples.add(new Sample("get", "Mooring", "B", 0));
        samples.add(new Sample("ceiling10", "reference", "ms", 1_000));
        samples.add(new Sample("ceiling10", "Mooring", "ms", 1_200));
        samples.add(new Sample("ceiling10", "Mooring", "failures", 3));
    }

    @Test
    void findsTheMiddle() {
        assertThat(Spread.of(List.of())).isEmpty();
        assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).contains(new Spread(1, 2, 3));
        assertThat(Spread.of(List.of(4.0, 1.0))).contains(new Spread(1, 2.5, 4));
    }

    @Test
    void knowsWhichWayABoundPoints() {
        assertThat(Bound.atMost(2).isMet(2)).isTrue();
        assertThat(Bound.atMost(2).isMet(2.1)).isFalse();
        assertThat(Bound.atLeast(0.9).isMet(0.8)).isFalse();
        assertThat(Bound.atLeast(0.9).isMet(1)).isTrue();
    }

    @Test
    void writesNumbersForReaders() {
        assertThat(Numbers.text(0.0001)).isEqualTo("0");
        assertThat(Numbers.text(1.234)).isEqualTo("1.23");
        assertThat(Numbers.text(12_345.6)).isEqualTo("12,346");
        assertThat(Numbers.text(new Spread(1, 2, 3))).isEqualTo("2 (1 – 3)");
    }

    @Test
    void saysWhatIsMetAndWhatIsNot() {
        String page = new MarkdownReport(samples).text("Two processors.");
        assertThat(page)
                .contains("| get(), warm: time to the reference | ≤ 1.15 x | 2 x | **not met** |")
                .contains("| get(), warm: allocated | ≤ 0.50 B | 0 B | met |")
                .contains("| parsing a CREATE: time to the reference | ≤ 2.50 x | – | not measured |")
                .contains("| Mooring | 60 (40 – 200) | 0 | 2 |");
    }

    @Test
    void drawsWellFormedPictures() throws Exception {
        String picture = new SvgReport("Pictured", Panel.credentials(), samples).text("Two processors & more.");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(picture.getBytes(StandardCharsets.UTF_8)));
        assertThat(picture).contains("2 x, 60").contains("3 failures");
    }

    @Test
    void readsWhatItWrote(@TempDir Path directory) throws Exception {
        samples.write(directory.resolve("part.json"));
        Samples read = Samples.read(directory);
        assertThat(read.subjects("get")).containsExactly("reference", "Mooring");
        assertThat(read.spread("get", "reference", "ns")).contains(new Spread(20, 30, 100));
    }
}
