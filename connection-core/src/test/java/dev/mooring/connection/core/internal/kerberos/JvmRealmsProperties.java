package dev.mooring.connection.core.internal.kerberos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterTry;

/** Three layers in one JVM, opened, used and closed in any order. */
class JvmRealmsProperties {
    private static final String PROPERTY = "java.security.krb5.conf";

    /** What one of the layers does, to one of two connections. */
    record Step(Deed deed, int layer, int connection) {}

    enum Deed {
        ADMIT,
        RELEASE,
        REOPEN,
        /** The application names another file. */
        HOST
    }

    private final List<Path> hostFiles = new ArrayList<>();

    @AfterTry
    void clean() throws IOException {
        System.clearProperty(PROPERTY);
        for (Path file : hostFiles) {
            Files.deleteIfExists(file);
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(6, Deed.ADMIT),
                                Tuple.of(3, Deed.RELEASE),
                                Tuple.of(2, Deed.REOPEN),
                                Tuple.of(1, Deed.HOST)),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 1))
                .as(Step::new)
                .list()
                .ofMaxSize(25);
    }

    @Property(tries = 60)
    void everyOpenLayerFindsItsRealmsAndTheLastOneLeavesNoTrace(@ForAll("steps") List<Step> steps) throws IOException {
        String before = host(0);
        Layer[] layers = {new Layer(0), new Layer(1), new Layer(2)};
        String expected = before;
        for (Step step : steps) {
            boolean isHost = step.deed() == Deed.HOST;
            if (isHost) {
                expected = host(hostFiles.size());
            } else {
                layers[step.layer()].apply(step);
            }
            for (Layer layer : layers) {
                layer.isCurrent &= !isHost;
                if (layer.isCurrent) {
                    layer.assertFound();
                }
            }
            assertThat(Path.of(System.getProperty(PROPERTY))).exists();
        }
        for (Layer layer : layers) {
            layer.readmit();
        }
        for (Layer layer : layers) {
            layer.assertFound();
        }
        for (int i : List.of(1, 0, 2)) {
            layers[i].realms.close();
        }
        assertThat(System.getProperty(PROPERTY)).isEqualTo(expected);
        assertThat(left()).isEmpty();
    }

    private String host(int number) throws IOException {
        Path file = Files.createTempFile("host", ".conf");
        hostFiles.add(file);
        Files.writeString(file, Connections.realm("HOST" + number, "h"));
        System.setProperty(PROPERTY, file.toString());
        return file.toString();
    }

    private static List<Path> left() throws IOException {
        String own = "mooring-krb5-" + ProcessHandle.current().pid() + "-";
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith(own))
                    .toList();
        }
    }

    private static final class Layer {
        private final int number;
        private final Set<Integer> admitted = new HashSet<>();
        private JvmRealms realms = open();
        /** Whether it admitted something since the application last changed the property. */
        private boolean isCurrent;

        Layer(int number) {
            this.number = number;
        }

        void apply(Step step) {
            if (step.deed() == Deed.ADMIT) {
                admitted.add(step.connection());
                admit(step.connection());
                isCurrent = true;
            } else if (step.deed() == Deed.RELEASE) {
                admitted.remove(step.connection());
                realms.release(Connections.named("w", "c" + step.connection()).id());
            } else {
                realms.close();
                realms = open();
                admitted.clear();
            }
        }

        void readmit() {
            admitted.forEach(this::admit);
        }

        void assertFound() throws IOException {
            String file = Files.readString(Path.of(System.getProperty(PROPERTY)));
            admitted.forEach(connection -> assertThat(file).contains(name(connection) + " = {"));
        }

        private void admit(int connection) {
            realms.admit(
                    Connections.named("w", "c" + connection),
                    Connections.realm(name(connection), "kdc") + Connections.realm("SHARED.COM", "kdc"));
        }

        private String name(int connection) {
            return "L" + number + "C" + connection + ".COM";
        }

        private static JvmRealms open() {
            return new JvmRealms(host -> List.of(InetAddress.getLoopbackAddress()));
        }
    }
}
