package dev.mooring.connection.core.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class LikePatternTest {
    @Test
    void ignoresCaseAndTreatsEveryOtherCharacterAsItself() {
        assertThat(matches("OSS%", "oss_sh")).isTrue();
        assertThat(matches("%Ä_", "grünäx")).isTrue();
        assertThat(matches("a.c", "abc")).isFalse();
        assertThat(matches("a\\_c", "a\\xc")).isTrue();
        assertThat(matches("", "")).isTrue();
        assertThat(matches("", "a")).isFalse();
        assertThat(matches("_", "😀")).isTrue();
    }

    @Test
    void aPatternMadeToBacktrackEndsSoon() {
        String pattern = "%a".repeat(2_000) + "b";

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> matches(pattern, "a".repeat(5_000)));
        assertThatCode(() -> matches("%".repeat(1_000_000), "a")).doesNotThrowAnyException();
    }

    @Property(tries = 10_000)
    void matchesWhatItsDefinitionMatches(
            @ForAll @Chars({'a', 'b', 'A', '%', '_'}) @StringLength(max = 7) String pattern,
            @ForAll @Chars({'a', 'b', 'B'}) @StringLength(max = 7) String text) {
        assertThat(matches(pattern, text))
                .isEqualTo(defined(pattern.toLowerCase(Locale.ROOT), text.toLowerCase(Locale.ROOT)));
    }

    @Property(tries = 5_000)
    void everyNameThatMatchesIsKeptUnderItsPrefix(
            @ForAll
                    @Chars({
                        'a', 'i', 'S', 's', 'k', '\u0130', '\u0131', '\u017f', '\u212a', '\u03a3', '\u03c2', '%', '_'
                    })
                    @StringLength(max = 5)
                    String pattern,
            @ForAll
                    @Chars({'a', 'I', 'i', 's', 'K', '\u0130', '\u0131', '\u017f', '\u212a', '\u03a3', '\u03c2'})
                    @StringLength(max = 5)
                    String name) {
        if (matches(pattern, name)) {
            assertThat(name.toLowerCase(Locale.ROOT))
                    .startsWith(LikePattern.of(pattern).prefix());
        }
    }

    @Test
    void theSigmaAtTheEndOfAWordIsASigma() {
        assertThat(matches("ΟΔΟΣ%", "οδοσα")).isTrue();
        assertThat(matches("οδος", "ΟΔΟΣ")).isTrue();
    }

    private static boolean matches(String pattern, String text) {
        return LikePattern.of(pattern).matches(text);
    }

    private static boolean defined(String pattern, String text) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        String rest = pattern.substring(1);
        if (pattern.charAt(0) == '%') {
            return defined(rest, text) || (!text.isEmpty() && defined(pattern, text.substring(1)));
        }
        boolean first = !text.isEmpty() && (pattern.charAt(0) == '_' || pattern.charAt(0) == text.charAt(0));
        return first && defined(rest, text.substring(1));
    }
}
