package dev.mooring.benchmarks.report;

import dev.mooring.benchmarks.subject.SubjectKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The picture: per work one bar for each subject, as a multiple of the reference on a logarithmic scale. */
final class SvgReport {
    private static final int WIDTH = 960;
    private static final int LEFT = 330;
    private static final int RIGHT = 150;
    private static final int TOP = 96;
    private static final int BAR = 15;
    private static final int GAP = 16;
    private static final int NOTE = 110;
    private static final double LEAST = 0.1;
    private static final double GREATEST = 100;
    private static final int[] POWERS = {-1, 0, 1, 2};
    private static final String US = "#0b6e99";
    private static final String OTHERS = "#c3c9d1";
    private static final String FAILED = "#e6b8a8";

    private final String title;
    private final List<Panel> panels;
    private final Samples samples;
    private final Figures figures;
    private final StringBuilder body = new StringBuilder();
    private int y = TOP;

    SvgReport(String title, List<Panel> panels, Samples samples) {
        this.title = title;
        this.panels = panels;
        this.samples = samples;
        this.figures = new Figures(samples);
    }

    String text(String machine) {
        panels.forEach(this::panel);
        int height = y + 34;
        StringBuilder out = new StringBuilder();
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(height)
                .append("\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"13\" fill=\"#24292f\">\n")
                .append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        text(out, new Place(20, 32, "start"), title, "font-size=\"20\" font-weight=\"bold\"");
        text(
                out,
                new Place(20, 54, "start"),
                "time or memory as a multiple of the reference, logarithmic; the green line is what is asked of Mooring; reddish: calls failed",
                "fill=\"#57606a\"");
        axis(out, height);
        out.append(body);
        text(out, new Place(20, height - 10, "start"), machine, "font-size=\"11\" fill=\"#57606a\"");
        return out.append("</svg>\n").toString();
    }

    private void axis(StringBuilder out, int height) {
        for (int power : POWERS) {
            double x = x(Math.pow(10, power));
            boolean isReference = power == 0;
            out.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\"/>%n",
                    x,
                    TOP - 14,
                    x,
                    height - 28,
                    isReference ? "#24292f" : "#e3e6ea"));
            text(
                    out,
                    new Place(x, TOP - 20, "middle"),
                    isReference ? "reference" : Numbers.text(Math.pow(10, power)) + " x",
                    "font-size=\"11\" fill=\"#57606a\"");
        }
    }

    private void panel(Panel panel) {
        List<String> subjects = new ArrayList<>(samples.subjects(panel.work()));
        subjects.remove(SubjectKind.REFERENCE.title());
        subjects.removeIf(subject -> ratio(panel, subject).isEmpty());
        if (subjects.isEmpty()) {
            return;
        }
        text(body, new Place(20, y + 12, "start"), panel.title(), "font-weight=\"bold\"");
        y += BAR + 4;
        int top = y;
        subjects.forEach(subject -> bar(panel, subject));
        panel.asked()
                .apply(figures)
                .ifPresent(asked -> body.append(String.format(
                        Locale.ROOT,
                        "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#1a7f37\" stroke-width=\"2\"/>%n",
                        x(asked),
                        top - 3,
                        x(asked),
                        y)));
        y += GAP;
    }

    private Optional<Double> ratio(Panel panel, String subject) {
        return figures.ratio(panel.work(), subject, SubjectKind.REFERENCE.title(), panel.metric());
    }

    private void bar(Panel panel, String subject) {
        double ratio = ratio(panel, subject).orElseThrow();
        double value = figures.median(panel.work(), subject, panel.metric()).orElseThrow();
        Optional<Double> failures =
                figures.median(panel.work(), subject, "failures").filter(count -> count > 0);
        boolean isOurs = subject.startsWith(SubjectKind.MOORING.title());
        // failing fast is no achievement
        double shown = failures.isPresent() ? Math.max(1, ratio) : ratio;
        double from = Math.min(x(1), x(shown));
        double until = Math.max(x(1), x(shown));
        text(body, new Place(LEFT - 10, y + 12, "end"), subject, isOurs ? "font-weight=\"bold\"" : "");
        body.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                from,
                y,
                Math.max(2, until - from),
                BAR - 2,
                failures.isPresent() ? FAILED : isOurs ? US : OTHERS));
        String note = failures.map(count -> Numbers.text(count) + " failures")
                .orElse(Numbers.text(ratio) + " x, " + Numbers.text(value) + " " + panel.unit());
        text(body, new Place(clear(until, panel), y + 12, "start"), note, "font-size=\"11\" fill=\"#57606a\"");
        y += BAR + 3;
    }

    /** Right of the bar's end, and of the line that shows what is asked where the two meet. */
    private double clear(double end, Panel panel) {
        double line = panel.asked().apply(figures).map(SvgReport::x).orElse(end);
        boolean isCrossed = line >= end - 2 && line < end + NOTE;
        return (isCrossed ? Math.max(end, line) : end) + 6;
    }

    private record Place(double x, double y, String anchor) {}

    private static void text(StringBuilder out, Place place, String text, String style) {
        out.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>%n",
                place.x(),
                place.y(),
                place.anchor(),
                style,
                text.replace("&", "&amp;").replace("<", "&lt;")));
    }

    private static double x(double ratio) {
        double clamped = Math.max(LEAST, Math.min(GREATEST, ratio));
        double share = Math.log(clamped / LEAST) / Math.log(GREATEST / LEAST);
        return LEFT + share * (WIDTH - LEFT - RIGHT);
    }
}
