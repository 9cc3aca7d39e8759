package dev.mooring.connection.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import com.qcloud.cos.COSClient;
import com.tencentcloudapi.common.CommonClient;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import okhttp3.OkHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user of this provider gets on the class path. */
class FootprintTest {
    private static final long LIMIT = 20_000_000;
    private static final List<String> OURS = List.of(
            "cos_api",
            "tencentcloud-sdk-java-common",
            "okhttp",
            "okio",
            "kotlin-stdlib",
            "annotations-13",
            "gson",
            "httpclient",
            "httpcore",
            "joda-time",
            "commons-codec",
            "commons-logging",
            "jackson-",
            "slf4j-api");

    @Test
    void staysUnderItsLimit() throws Exception {
        long size = 0;
        for (Path jar : jars()) {
            size += Files.size(jar);
        }
        assertThat(size).isBetween(3_000_000L, LIMIT);
        assertThat(jarOf(COSClient.class)).isIn(jars());
        assertThat(jarOf(CommonClient.class)).isIn(jars());
    }

    @Test
    void hasNoClassTwice() throws IOException {
        Map<String, Path> seen = new HashMap<>();
        Set<String> twice = new HashSet<>();
        for (Path jar : jars()) {
            try (JarFile file = new JarFile(jar.toFile())) {
                file.stream()
                        .map(JarEntry::getName)
                        .filter(name -> name.endsWith(".class") && !name.contains("module-info"))
                        .filter(name -> !name.startsWith("META-INF/"))
                        .filter(name -> seen.putIfAbsent(name, jar) != null)
                        .forEach(twice::add);
            }
        }
        assertThat(twice).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "okhttp3.logging.HttpLoggingInterceptor",
                "org.bouncycastle.jce.provider.BouncyCastleProvider",
                "org.ini4j.Ini",
                "com.thoughtworks.xstream.XStream",
                "com.tencent.cloud.CosStsClient",
                "com.aliyun.credentials.Client"
            })
    void hasNoneOfTheBannedLibraries(String name) {
        assertThat(FootprintTest.class.getClassLoader().getResource(name.replace('.', '/') + ".class"))
                .isNull();
    }

    @Test
    void runsOnOkhttpOfTheFourthGeneration() {
        assertThat(OkHttp.VERSION).startsWith("4.");
    }

    private static List<Path> jars() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> path.toString().endsWith(".jar"))
                .filter(path -> OURS.stream().anyMatch(path.getFileName().toString()::startsWith))
                .collect(Collectors.toList());
    }

    private static Path jarOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
