package dev.mooring.benchmarks.report;

import dev.mooring.benchmarks.subject.SubjectKind;
import java.util.List;
import java.util.Optional;

/** The published page. */
final class MarkdownReport {
    private static final String HEAD = """
            # Benchmarks

            ![Time and memory per work, relative to the reference](benchmarks.svg)

            ![Time of statements, relative to plain JDBC](benchmarks-stores.svg)

            Measured and written by one command (`benchmarks/README.md`). %s

            Medians, with the least and the greatest value in brackets. All subjects of a work ran one after another on the
            same machine, warmed up alike, over the same token service in the same process; ratios count, not absolute times, and on a
            machine with a load average above its processors not even these are certain.
            The *reference* is about 90 lines (`benchmarks/src/main/java/dev/mooring/benchmarks/subject/Reference.java`):
            single flight, refresh ahead off the caller, the valid credential kept on failure, and a gate that, unlike all
            others, is told the issuer's ceiling. A *tuned* peer has its windows set to fit tokens of three seconds; with
            its defaults it takes them for expired from the start.

            For stores the reference is plain JDBC over the tables of the same store, with the same pool and settings: it writes the
            same rows in one transaction, sealed by the same AEAD under a new data key, and reads all columns of the same rows.
            Every commit is forced to the disk, on both databases.

            Tencent's own providers call a fixed host over HTTPS, and are left out. Aliyun's cache is measured through the
            base class of its providers, which does not retry.

            ## What is asked of Mooring

            Times to the reference of works of nanoseconds compare the least values: what else a machine does can only add.

            | Number | Asked | Measured | |
            |---|---|---|---|
            """;

    private final Samples samples;
    private final Figures figures;
    private final StringBuilder out = new StringBuilder();

    MarkdownReport(Samples samples) {
        this.samples = samples;
        this.figures = new Figures(samples);
    }

    String text(String machine) {
        out.append(HEAD.formatted(machine));
        Criterion.all().forEach(this::criterion);
        out.append("\n## What was measured\n");
        Work.all().forEach(this::table);
        return out.toString();
    }

    private void criterion(Criterion criterion) {
        Optional<Double> value = criterion.measured().apply(figures);
        Criterion.Bound bound = criterion.bound();
        String asked = (bound.isFloor() ? "≥ " : "≤ ") + Numbers.text(bound.limit()) + unit(criterion);
        String verdict =
                value.map(number -> bound.isMet(number) ? "met" : "**not met**").orElse("not measured");
        row(List.of(
                criterion.title(),
                asked,
                value.map(number -> Numbers.text(number) + unit(criterion)).orElse("–"),
                verdict));
    }

    private static String unit(Criterion criterion) {
        return criterion.unit().isEmpty() ? "" : " " + criterion.unit();
    }

    private void table(Work work) {
        out.append("\n### ").append(work.title()).append("\n\n| Subject |");
        work.metrics().forEach(metric -> out.append(' ').append(metric).append(" |"));
        out.append(work.isComparable() ? " to reference |\n|---|" : "\n|---|");
        work.metrics().forEach(metric -> out.append("---|"));
        out.append(work.isComparable() ? "---|\n" : "\n");
        for (String subject : samples.subjects(work.name())) {
            subject(work, subject);
        }
    }

    private void subject(Work work, String subject) {
        out.append("| ").append(subject).append(" |");
        for (String metric : work.metrics()) {
            out.append(' ')
                    .append(samples.spread(work.name(), subject, metric)
                            .map(Numbers::text)
                            .orElse("–"))
                    .append(" |");
        }
        if (work.isComparable()) {
            String ratio = figures.ratio(
                            work.name(),
                            subject,
                            SubjectKind.REFERENCE.title(),
                            work.metrics().get(0))
                    .map(Numbers::text)
                    .orElse("–");
            out.append(' ').append(ratio).append(" |");
        }
        out.append('\n');
    }

    private void row(List<String> cells) {
        out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
