package dev.mooring.connection.hms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SizeTest {
    private static final long MEGABYTE = 1_000_000;

    @Test
    void theProviderWithAllItNeedsStaysUnder25Megabytes() throws Exception {
        String classPath = Files.readString(Path.of("target", "runtime-class-path"));
        long size = 0;
        for (String entry : classPath.strip().split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (Files.isRegularFile(path)) {
                size += Files.size(path);
            }
        }
        assertThat(classPath)
                .contains("hive-standalone-metastore-common", "libthrift")
                .doesNotContain("hadoop");
        assertThat(size).isBetween(19 * MEGABYTE, 25 * MEGABYTE);
    }
}
