package dev.mooring.connection.core.internal.kerberos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ConnectionRealmsProperties {
    @Property
    void readsOrRefusesAnyText(@ForAll String text) {
        readOrRefused(text);
    }

    @Property
    void readsOrRefusesAnyMixtureOfLines(@ForAll("mixtures") String text) {
        readOrRefused(text);
    }

    @Property
    void readsItsOwnTextAsWhatItWas(@ForAll("mixtures") String text) {
        try {
            RealmSet realms = ConnectionRealms.read(text);
            assertThat(ConnectionRealms.read(realms.text())).isEqualTo(realms);
        } catch (ConnectionException e) {
            assertThat(e.code()).isEqualTo(ConnectionError.INVALID_PROPERTIES);
        }
    }

    @Provide
    Arbitrary<String> mixtures() {
        return Arbitraries.of(
                        "[realms]",
                        "[libdefaults]",
                        "[domain_realm]",
                        "A.COM = {",
                        "B.COM =",
                        "{",
                        "}",
                        "kdc = one:88",
                        "kdc = two, three",
                        "kdc = [::1]:88",
                        "kdc = \"\"",
                        "kdc = http://x",
                        "default_realm = A.COM",
                        "default_domain = a.com",
                        "kdc_timeout = 3000",
                        ".a.com = A.COM",
                        "x.com = C.COM",
                        "= {",
                        "# comment",
                        "include x",
                        "")
                .list()
                .ofMaxSize(14)
                .map(lines -> lines.stream().collect(Collectors.joining("\n")));
    }

    private static void readOrRefused(String text) {
        try {
            assertThat(ConnectionRealms.read(text).realms()).isNotEmpty();
        } catch (ConnectionException e) {
            assertThat(e.code()).isEqualTo(ConnectionError.INVALID_PROPERTIES);
        }
    }
}
