package dev.mooring.connection.core.internal.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionRealmsTest {
    @Test
    void takesNothingThatReachesFurtherThanItsOwnRealms() {
        String text = ConnectionRealms.read("""
                        [libdefaults]
                          default_realm = ELSEWHERE.COM
                          allow_weak_crypto = true
                          default_keytab_name = /etc/krb5.keytab
                          default_ccache_name = FILE:/tmp/x
                          permitted_enctypes = des-cbc-md5
                          dns_lookup_kdc = true
                          kdc_timeout = 3000
                        [realms]
                          A.COM = {
                            kdc = one
                            admin_server = one:749
                            auth_to_local = RULE:[1:root]
                            pkinit_anchors = FILE:/etc/x
                          }
                          NOKDC.COM = {
                            default_domain = nokdc.com
                          }
                        [domain_realm]
                          .a.com = A.COM
                          .bank.com = ELSEWHERE.COM
                        [capaths]
                          A.COM = {
                            B.COM = .
                          }
                        [logging]
                          kdc = FILE:/var/log/x
                        """).text();

        assertThat(text).isEqualTo("""
                        [realms]
                          A.COM = {
                            kdc = one
                            admin_server = one:749
                            kdc_timeout = 3000
                            max_retries = 2
                          }
                        [domain_realm]
                          .a.com = A.COM
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[realms]\n",
                "[realms]\nA = {\n default_domain = a\n}\n",
                "[realms]\nA/B = {\n kdc = x\n}\n",
                "[realms]\nA = {\n kdc = https://proxy/KdcProxy\n}\n",
                "[realms]\nA = {\n kdc = x:99999999\n}\n",
                "[realms]\nA = {\n kdc = x\n admin_server = a$b\n}\n",
                "[realms]\nA = {\n kdc = x\n}\n[domain_realm]\n a$b = A\n",
                "[realms]\nA = {\n kdc = x\n}\n[domain_realm]\n .com = A\n",
                "[libdefaults]\n kdc_timeout = 99999999999\n[realms]\nA = {\n kdc = x\n}\n"
            })
    void refusesWhatDescribesNoRealm(String text) {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> ConnectionRealms.read(text))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ConnectionError.INVALID_PROPERTIES));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kdc_timeout = 99999s",
                "kdc_timeout = 4s",
                "kdc_timeout = 0",
                "kdc_timeout = 99999\n max_retries = 99999"
            })
    void waitsNoLongerThanItsOwnPatience(String timing) {
        String text = ConnectionRealms.read("[realms]\nA = {\n kdc = x\n " + timing + "\n}\n")
                .text();

        assertThat(text).contains("kdc_timeout = 3000\n", "max_retries = 2\n");
    }

    @Test
    void mayBeLessPatient() {
        assertThat(ConnectionRealms.read("[realms]\nA = {\n kdc = x\n kdc_timeout = 2s\n max_retries = 1\n}\n")
                        .text())
                .contains("kdc_timeout = 2s\n", "max_retries = 1\n");
    }

    @Test
    void refusesATextOfMoreThan64KiB() {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> ConnectionRealms.read("#".repeat(64 * 1024 + 1)))
                .withMessageContaining("64 KiB");
    }

    @Test
    void asksTheGuardAboutEveryServer() {
        List<String> asked = new ArrayList<>();
        ConnectionRealms.requireAllowed(
                ConnectionRealms.read("[realms]\nA = {\n kdc = one:88\n kdc = [::1]:88\n admin_server = two\n"
                        + " kpasswd_server = three:464\n master_kdc = four\n}\n"),
                host -> {
                    asked.add(host);
                    return List.of(InetAddress.getLoopbackAddress());
                });

        assertThat(asked).containsExactlyInAnyOrder("one", "::1", "two", "three", "four");
    }

    @Test
    void bearsADeadKdcBesideALiveOneButNotAlone() {
        Function<String, List<InetAddress>> guard = host -> {
            if (host.equals("dead")) {
                throw new ConnectionException(ConnectionError.ENDPOINT_UNREACHABLE, "does not resolve");
            }
            return List.of(InetAddress.getLoopbackAddress());
        };

        assertThatCode(() -> ConnectionRealms.requireAllowed(
                        ConnectionRealms.read(Connections.realm("A", "dead", "alive")), guard))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() ->
                        ConnectionRealms.requireAllowed(ConnectionRealms.read(Connections.realm("A", "dead")), guard))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ConnectionError.ENDPOINT_UNREACHABLE));
    }

    @Test
    void refusesAServerThatTheGuardRefuses() {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> ConnectionRealms.requireAllowed(
                        ConnectionRealms.read(Connections.realm("A", "alive", "metadata")), host -> {
                            if (host.equals("metadata")) {
                                throw new ConnectionException(ConnectionError.EGRESS_REFUSED, "refused");
                            }
                            return List.of(InetAddress.getLoopbackAddress());
                        }))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ConnectionError.EGRESS_REFUSED));
    }
}
