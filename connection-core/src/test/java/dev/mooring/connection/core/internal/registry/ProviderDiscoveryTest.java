package dev.mooring.connection.core.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.BrokenProvider;
import dev.mooring.connection.core.FakeTypes;
import dev.mooring.connection.spi.ConnectionProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderDiscoveryTest {
    private static final ClassLoader OURS = ProviderDiscoveryTest.class.getClassLoader();

    @TempDir
    Path directory;

    private final List<URLClassLoader> opened = new ArrayList<>();

    @AfterEach
    void closeLoaders() throws IOException {
        for (URLClassLoader loader : opened) {
            loader.close();
        }
    }

    @Test
    void findsAProviderThroughTheCallersLoaderWithTheJarItIsIn() throws Exception {
        ProviderDiscovery.Result result = discover(good());

        assertThat(result.broken()).isEmpty();
        assertThat(result.providers()).singleElement().satisfies(installed -> {
            assertThat(installed.provider().name()).isEqualTo("made");
            assertThat(installed.origin()).endsWith("good.jar");
        });
    }

    @Test
    void findsAProviderOnceThoughTwoLoadersSeeIt() throws Exception {
        ClassLoader parent = loader(OURS, good());

        assertThat(ProviderDiscovery.discover(parent, loader(parent)).providers())
                .hasSize(1);
    }

    @Test
    void isolatesAConstructorThatThrows() throws Exception {
        assertBroken(
                new TestJar(directory)
                        .provider("Bad", "public Bad() { throw new IllegalStateException(\"no home\"); }")
                        .services("made.Bad"),
                "made.Bad",
                "no home");
    }

    @Test
    void isolatesAStaticInitialiserThatThrows() throws Exception {
        assertBroken(
                new TestJar(directory)
                        .provider("Bad", "static final int N = Integer.parseInt(\"x\");")
                        .services("made.Bad"),
                "made.Bad",
                "NumberFormatException");
    }

    @Test
    void isolatesAProviderThatLacksADependency() throws Exception {
        BrokenProvider broken = assertBroken(
                new TestJar(directory)
                        .source("Sdk", "package made; public class Sdk {}")
                        .provider("Bad", "private final Object sdk = new Sdk();")
                        .without("Sdk")
                        .services("made.Bad"),
                "made.Bad",
                "made.Sdk");

        assertThat(broken.remedy()).startsWith("add the dependencies of that provider");
    }

    @Test
    void isolatesAProviderWhoseParentClassIsMissing() throws Exception {
        assertBroken(
                new TestJar(directory)
                        .source("Sdk", "package made; public class Sdk {}")
                        .providerExtending("Bad", "Sdk")
                        .without("Sdk")
                        .services("made.Bad"),
                "an entry of " + TestJar.SERVICES,
                "made.Sdk");
    }

    @Test
    void isolatesAProviderForANewerJava() throws Exception {
        assertBroken(
                new TestJar(directory).provider("Bad").forAnotherJava("Bad").services("made.Bad"),
                "an entry of " + TestJar.SERVICES,
                "UnsupportedClassVersionError");
    }

    @Test
    void isolatesTypesThatThrow() throws Exception {
        assertBroken(new TestJar(directory).source("Bad", """
                                package made;
                                public class Bad implements dev.mooring.connection.spi.ConnectionProvider {
                                  public String name() { return "bad"; }
                                  public java.util.List<dev.mooring.connection.spi.ConnectionType> types() {
                                    throw new IllegalStateException("no types");
                                  }
                                }
                                """).services("made.Bad"), "made.Bad", "no types");
    }

    @Test
    void isolatesCloudsThatThrow() throws Exception {
        assertBroken(
                new TestJar(directory)
                        .provider(
                                "Bad",
                                "public List<CloudProfile> clouds() { throw new IllegalStateException(\"no sky\"); }")
                        .services("made.Bad"),
                "made.Bad",
                "no sky");
    }

    @Test
    void listsEveryEntryThatNamesAMissingClass() throws Exception {
        URL jar = new TestJar(directory)
                .services("made.Gone", "made.Lost # comment")
                .build("bad.jar");

        ProviderDiscovery.Result result = discover(jar, good());

        assertThat(result.providers()).hasSize(1);
        assertThat(result.broken())
                .hasSize(2)
                .allSatisfy(broken -> assertThat(broken.origin()).contains("bad.jar"));
        assertThat(result.broken().get(0).cause()).contains("made.Gone");
        assertThat(result.broken().get(1).cause()).contains("made.Lost");
    }

    @Test
    void isolatesAnEntryThatIsNoProvider() throws Exception {
        assertBroken(
                new TestJar(directory)
                        .source("Bad", "package made; public class Bad {}")
                        .services("made.Bad"),
                "an entry of " + TestJar.SERVICES,
                "not a subtype");
    }

    @Test
    void isolatesALineThatIsNoClassName() throws Exception {
        assertBroken(new TestJar(directory).services("two words"), "an entry of " + TestJar.SERVICES, "Illegal");
    }

    @Test
    void refusesOneClassInTwoJarsNamingBoth() throws Exception {
        URL one = new TestJar(directory).provider("Good").services("made.Good").build("one.jar");
        URL two = new TestJar(directory).provider("Good").services("made.Good").build("two.jar");

        ProviderDiscovery.Result result = ProviderDiscovery.discover(loader(OURS, one), loader(OURS, two));

        assertThat(result.providers()).hasSize(2);
        assertThatThrownBy(() -> FakeTypes.registry(
                        result.providers().get(0).provider(),
                        result.providers().get(1).provider()))
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        e -> assertThat(e.code()).isEqualTo(ConnectionError.PROVIDER_CONTRACT))
                .hasMessageContainingAll("API/GOOD", "made.Good", "one.jar", "two.jar");
    }

    @Test
    void recognisesAFatJarWhoseServicesFileLostAnEntry() throws Exception {
        URL fat = new TestJar(directory)
                .provider("First")
                .provider("Second")
                .services("made.Second")
                .file("META-INF/mooring/first", "made.First\n")
                .file("META-INF/mooring/second", "made.Second\n")
                .build("fat.jar");

        ProviderDiscovery.Result result = discover(fat);

        assertThat(result.providers())
                .extracting(p -> p.provider().getClass().getName())
                .containsExactly("made.Second");
        assertThat(result.broken()).singleElement().satisfies(lost -> {
            assertThat(lost.name()).isEqualTo("made.First");
            assertThat(lost.origin()).endsWith("fat.jar");
            assertThat(lost.remedy()).contains("ServicesResourceTransformer");
        });
    }

    @Test
    void usesAContextLoaderOnlyIfItSeesTheSameInterface() throws Exception {
        ClassLoader isolated = loader(
                ClassLoader.getPlatformClassLoader(),
                good(),
                TestJar.url(ConnectionProvider.class),
                TestJar.url(FakeTypes.class));

        assertThat(ProviderDiscovery.discover(isolated, OURS).providers()).isEmpty();
        assertThat(ProviderDiscovery.discover(loader(OURS, good()), OURS).providers())
                .hasSize(1);
        assertThat(ProviderDiscovery.discover(null, OURS).providers()).isEmpty();
        assertThat(ProviderDiscovery.discover(ClassLoader.getPlatformClassLoader(), OURS)
                        .providers())
                .isEmpty();
    }

    @Test
    void endsAlsoWhenALoaderCanNotSearch() {
        ClassLoader failing = new ClassLoader(OURS) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                throw new IOException("disk gone");
            }
        };

        ProviderDiscovery.Result result = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> ProviderDiscovery.discover(null, failing));

        assertThat(result.broken())
                .isNotEmpty()
                .allSatisfy(broken -> assertThat(broken.cause()).contains("disk gone"));
    }

    private BrokenProvider assertBroken(TestJar bad, String name, String cause) throws IOException {
        ProviderDiscovery.Result result = discover(bad.build("bad.jar"), good());

        assertThat(result.providers())
                .extracting(InstalledProvider::toString)
                .singleElement()
                .asString()
                .contains("made.Good", "good.jar");
        assertThat(result.broken()).hasSize(1);
        BrokenProvider broken = result.broken().get(0);
        assertThat(broken.name()).isEqualTo(name);
        assertThat(broken.origin()).contains("bad.jar");
        assertThat(broken.cause()).contains(cause);
        return broken;
    }

    private URL good() throws IOException {
        return new TestJar(directory).provider("Good").services("made.Good").build("good.jar");
    }

    private ProviderDiscovery.Result discover(URL... jars) {
        return ProviderDiscovery.discover(null, loader(OURS, jars));
    }

    private URLClassLoader loader(ClassLoader parent, URL... jars) {
        URLClassLoader loader = new URLClassLoader(jars, parent);
        opened.add(loader);
        return loader;
    }
}
