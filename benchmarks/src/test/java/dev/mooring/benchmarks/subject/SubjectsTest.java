package dev.mooring.benchmarks.subject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.benchmarks.issuer.Token;
import dev.mooring.benchmarks.issuer.TokenService;
import dev.mooring.benchmarks.issuer.TokenService.Terms;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SubjectsTest {
    @ParameterizedTest
    @EnumSource(SubjectKind.class)
    void keepsOneTokenPerKey(SubjectKind kind) {
        TokenService service = new TokenService(Terms.answeringIn(Duration.ZERO));
        try (Subject subject = kind.open(service)) {
            Subject.Handle first = subject.handle("one");
            Subject.Handle second = subject.lookup("two");
            long serial = Token.serial(subject.tokenId(first.get()));
            assertThat(Token.serial(subject.tokenId(first.get()))).isEqualTo(serial);
            assertThat(Token.serial(subject.tokenId(second.get()))).isNotEqualTo(serial);
            second.get();
            assertThat(service.calls()).isEqualTo(2);
        }
    }
}
