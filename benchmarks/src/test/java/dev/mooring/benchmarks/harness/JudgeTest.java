package dev.mooring.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mooring.benchmarks.harness.Judge.Call;
import dev.mooring.benchmarks.issuer.FakeTimeline;
import dev.mooring.benchmarks.issuer.Refusal;
import dev.mooring.benchmarks.issuer.TokenService;
import dev.mooring.benchmarks.issuer.TokenService.Terms;
import dev.mooring.benchmarks.report.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final long MILLI = 1_000_000;

    private final FakeTimeline time = new FakeTimeline();
    private final TokenService service =
            new TokenService(Terms.answeringIn(Duration.ofMillis(100)).living(Duration.ofSeconds(3)), time);
    private final Judge judge = new Judge(service);

    @Test
    void knowsWhatIsExpiredWithoutAskingTheSubject() throws Refusal {
        String id = service.issue().id();
        judge.took(call(3_050, 3_060), id);
        assertThat(figure("expired")).isZero();
        judge.took(call(3_101, 3_102), id);
        assertThat(figure("expired")).isEqualTo(1);
    }

    @Test
    void blamesAnErrorOnlyWhileSomethingIsValid() throws Refusal {
        service.issue();
        judge.failed(call(3_000, 3_050));
        judge.failed(call(3_000, 3_200));
        assertThat(figure("errors")).isEqualTo(2);
        assertThat(figure("errors while valid")).isEqualTo(1);
    }

    @Test
    void countsAsNeedlessWhatWasWaitedWhileSomethingWasValid() throws Refusal {
        String id = service.issue().id();
        service.hang(Duration.ofMillis(900), Duration.ofSeconds(5));
        judge.took(call(10, 15), id);
        judge.took(call(3_000, 6_150), id);
        judge.took(call(3_200, 6_110), id);
        assertThat(figure("waits > 20 ms")).isEqualTo(2);
        assertThat(judge.unavoidable(2)).isCloseTo(6.0, within(1e-9));
        assertThat(judge.waited()).isCloseTo(6.06, within(1e-9));
        assertThat(judge.needless()).isCloseTo(0.16, within(1e-9));
        assertThat(judge.backMillis()).isCloseTo(150, within(1e-9));
    }

    private static Call call(long startMillis, long endMillis) {
        return new Call(0, startMillis * MILLI, endMillis * MILLI);
    }

    private double figure(String metric) {
        Samples samples = new Samples();
        judge.report("work", "subject", new Run(samples));
        return samples.spread("work", "subject", metric).orElseThrow().median();
    }
}
