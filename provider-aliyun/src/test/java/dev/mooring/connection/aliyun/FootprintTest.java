package dev.mooring.connection.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the provider drags in: little, and none of the old libraries that the SDKs ask for. */
class FootprintTest {
    private static final long LIMIT = 20L * 1024 * 1024;
    /** The jars that stand on the class path for tests alone. */
    private static final List<String> FOR_TESTS = List.of(
            "wiremock",
            "junit",
            "jupiter",
            "assertj",
            "byte-buddy",
            "sqlite",
            "opentest4j",
            "apiguardian",
            "guava",
            "caffeine",
            "tink",
            "protobuf",
            "HikariCP",
            "failureaccess",
            "listenablefuture",
            "j2objc",
            "slf4j-simple",
            "error_prone",
            "surefire",
            "jacoco",
            "connection-core",
            "connection-tck");

    private static final List<String> BANNED = List.of(
            "org.ini4j.Ini",
            "com.aliyun.credentials.Client",
            "com.aliyun.oss.OSSClient",
            "javax.xml.bind.JAXBContext",
            "org.dom4j.Document",
            "org.apache.http.client.HttpClient");

    @Test
    void theJarsOfTheProviderStayUnderTwentyMegabytes() throws Exception {
        List<Path> jars = jars();
        assertThat(jars).as("jars found").hasSizeGreaterThan(15);
        long bytes = 0;
        for (Path jar : jars) {
            bytes += Files.size(jar);
        }
        assertThat(bytes).as("bytes of %s", jars).isBetween(LIMIT / 2, LIMIT);
    }

    @Test
    void noOldLibraryIsOnTheClassPath() {
        assertThat(jars())
                .extracting(jar -> jar.getFileName().toString())
                .noneMatch(name -> name.matches("(bcp.*-jdk15on|okhttp-[0-3]\\.|ini4j|credentials-java|jaxb|dom4j).*"))
                .anyMatch(name -> name.startsWith("okhttp-4"));
        for (String banned : BANNED) {
            assertThat(isPresent(banned)).as(banned).isFalse();
        }
    }

    private static boolean isPresent(String name) {
        try {
            Class.forName(name, false, FootprintTest.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static List<Path> jars() {
        return entries()
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of)
                .filter(jar -> FOR_TESTS.stream().noneMatch(jar.getFileName().toString()::contains))
                .toList();
    }

    private static Stream<String> entries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator));
    }
}
