package dev.mooring.connection.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.core.ChildJvm;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done over and over leaves nothing behind: after some rounds a process holds no more than after all. */
class LeakTest {
    private static final int ROUNDS = 10;
    /** Those in which pools fill and classes load. */
    private static final int WARM_UP = 4;

    private static final int LAST = 3;

    /** What a layer remembers of a connection that is gone, for its audit: a third of a kept credential. */
    private static final int BYTES_REMEMBERED = 480;

    private static final int KIB_OF_NOISE = 256;

    @TempDir
    Path directory;

    /**
     * What a process held after a round.
     *
     * @param heap in KiB, after a collection
     * @param threads all of its threads
     * @param descriptors open descriptors
     * @param classes loaded classes
     * @param handles what the provider keeps open for connections
     * @param files private files
     */
    private record Round(long heap, long threads, long descriptors, long classes, long handles, long files) {
        static Round parse(String line) {
            long[] numbers = Arrays.stream(
                            line.substring(CyclingProcess.ROUND.length()).split(" ", -1))
                    .mapToLong(Long::parseLong)
                    .toArray();
            return new Round(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
        }
    }

    @Test
    void ofConnectionsInMemory() throws Exception {
        assertFlat("memory", 900, BYTES_REMEMBERED);
    }

    @Test
    void ofConnectionsOnADirectory() throws Exception {
        assertFlat("directory", 100, BYTES_REMEMBERED);
    }

    @Test
    void ofLayers() throws Exception {
        assertFlat("layers", 20, 0);
    }

    @Test
    void aProvidersClassLoaderGoesWithItsLayer() throws Exception {
        try (ChildJvm child = ChildJvm.start(CyclingProcess.class, "loaders", directory.toString(), "1", "1")) {
            assertThat(child.linesUntil(CyclingProcess.END)).containsExactly(CyclingProcess.END + 0);
        }
    }

    private List<Round> rounds(String what, int cycles) throws Exception {
        try (ChildJvm child =
                ChildJvm.start(CyclingProcess.class, what, directory.toString(), "" + ROUNDS, "" + cycles)) {
            return child.lines(ROUNDS).stream().map(Round::parse).toList();
        }
    }

    private void assertFlat(String what, int cycles, int bytesRemembered) throws Exception {
        List<Round> rounds = rounds(what, cycles);
        assertThat(rounds).hasSize(ROUNDS);
        long remembered = (long) bytesRemembered * cycles * (ROUNDS - LAST - WARM_UP + 1) / 1024;
        assertFlat(rounds, Round::heap, KIB_OF_NOISE + remembered);
        assertFlat(rounds, Round::threads, 8);
        assertFlat(rounds, Round::descriptors, 16);
        assertFlat(rounds, Round::classes, 100);
        assertThat(least(rounds, Round::handles)).as(rounds.toString()).isZero();
        assertThat(least(rounds, Round::files)).as(rounds.toString()).isZero();
    }

    private static void assertFlat(List<Round> rounds, ToLongFunction<Round> held, long noise) {
        long early = rounds.subList(0, WARM_UP).stream().mapToLong(held).max().orElseThrow();
        assertThat(least(rounds, held)).as(rounds.toString()).isLessThanOrEqualTo(early + noise);
    }

    /** Of the last rounds, for one may have met a moment at which something was about to be closed. */
    private static long least(List<Round> rounds, ToLongFunction<Round> held) {
        return rounds.subList(ROUNDS - LAST, ROUNDS).stream()
                .mapToLong(held)
                .min()
                .orElseThrow();
    }
}
