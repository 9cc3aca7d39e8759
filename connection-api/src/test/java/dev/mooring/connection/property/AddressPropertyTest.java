package dev.mooring.connection.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.RawProperty;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPropertyTest {
    private static final PropertySpec<List<HostPort>> SERVERS =
            PropertySpec.servers("SERVERS").describe("servers").build();
    private static final PropertySpec<List<HostPort>> METASTORES =
            PropertySpec.servers("METASTORES", "thrift").describe("servers").build();
    private static final PropertySpec<URI> URL =
            PropertySpec.url("TOKEN_URL").describe("where tokens are").build();

    @Test
    void readsServersFromAListOrFromOneTextWithCommas() {
        assertThat(decoded(SERVERS, RawProperty.of("SERVERS", "b-1:9092, [2001:db8::1]:9093")))
                .containsExactly(new HostPort("b-1", 9092), new HostPort("2001:db8::1", 9093));
        assertThat(decoded(SERVERS, RawProperty.list("SERVERS", List.of("Kafka.Example.COM:1", "10.0.0.1:65535"))))
                .containsExactly(new HostPort("kafka.example.com", 1), new HostPort("10.0.0.1", 65535));
    }

    @Test
    void dropsASchemeThatMayStandBeforeAServer() {
        RawProperty mixed = RawProperty.of("METASTORES", "thrift://h1:9083,h2:9083,THRIFT://h3:9083");

        assertThat(METASTORES.problem(mixed)).isEmpty();
        assertThat(METASTORES.canonical(mixed)).containsExactly("h1:9083", "h2:9083", "h3:9083");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host",
                "host:",
                "host:0",
                "host:65536",
                "host:99999999999",
                ":9092",
                "host:9092/",
                "user@host:9092",
                "http://host:9092",
                "ho st:9092",
                "host:90 92",
                "2001:db8::1:9092x",
                "[::1]",
                "-host:1",
                "a:1,,b:2",
                "a:1;b:2"
            })
    void refusesWhatIsNoServer(String text) {
        assertThat(SERVERS.problem(RawProperty.of("SERVERS", text))).isPresent();
    }

    @Property
    void writesAServerAsItReadsIt(@ForAll @IntRange(min = 1, max = 65535) int port) {
        for (String host : List.of("kafka-1.example.com", "10.1.2.3", "2001:db8::1")) {
            HostPort server = new HostPort(host, port);
            assertThat(HostPort.of(server.toString())).isEqualTo(server);
        }
    }

    @Test
    void aPortOutOfRangeIsNone() {
        assertThatThrownBy(() -> new HostPort("a", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HostPort.of("a:70000")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://login.example.com/oauth2/v1/token, https://login.example.com/oauth2/v1/token",
        "http://127.0.0.1:8080/token, http://127.0.0.1:8080/token",
        "https://[::1]:8443/, https://[::1]:8443/",
        "https://login.example.com, https://login.example.com"
    })
    void takesAUrlWithAPath(String text, String url) {
        RawProperty raw = RawProperty.of("TOKEN_URL", text);

        assertThat(URL.problem(raw)).isEmpty();
        assertThat(URL.decode(URL.canonical(raw))).isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "login.example.com/token",
                "ftp://login.example.com/token",
                "https://user:secret@login.example.com/token",
                "https://login.example.com/token?tenant=1",
                "https://login.example.com/token#x",
                "https://login.example.com\\@evil.example/token",
                "https://login.example.com:70000/token",
                "https:///token",
                "https://under_score.example/token",
                "https://login.example.com/%zz"
            })
    void refusesOtherUrls(String text) {
        assertThat(URL.problem(RawProperty.of("TOKEN_URL", text)))
                .hasValueSatisfying(problem -> assertThat(problem).doesNotContain("secret"));
    }

    @Test
    void addressesAreKnownAsSuch() {
        assertThat(SERVERS.kind().isAddress()).isTrue();
        assertThat(URL.kind().isAddress()).isTrue();
        assertThat(PropertyKind.TEXT.isAddress()).isFalse();
    }

    private static List<HostPort> decoded(PropertySpec<List<HostPort>> spec, RawProperty raw) {
        assertThat(spec.problem(raw)).isEqualTo(Optional.empty());
        return spec.decode(spec.canonical(raw));
    }
}
