package dev.mooring.connection.core.internal.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Krb5ParserTest {
    @Test
    void readsSectionsRelationsAndBlocks() {
        var sections = Krb5Parser.parse("""
                # a comment
                ; another one
                [libdefaults]
                  default_realm = A.COM
                  tag = "two words"
                [realms]
                  A.COM = {
                    kdc = one:88
                    kdc = two
                    nested = {
                      deep = 1
                    }
                  }
                  B.COM =
                  {
                    kdc=three
                  }
                [libdefaults]
                  kdc_timeout = 3000
                """);

        assertThat(sections.get("libdefaults"))
                .extracting(Krb5Entry::key, Krb5Entry::value)
                .containsExactly(
                        tuple("default_realm", "A.COM"), tuple("tag", "two words"), tuple("kdc_timeout", "3000"));
        List<Krb5Entry> realms = sections.get("realms");
        assertThat(realms).extracting(Krb5Entry::key).containsExactly("A.COM", "B.COM");
        assertThat(Krb5Entry.values(realms.get(0).block(), "kdc")).containsExactly("one:88", "two");
        assertThat(Krb5Entry.values(realms.get(1).block(), "kdc")).containsExactly("three");
    }

    @Test
    void readsTextsOfWindowsAndWithFinalMarks() {
        assertThat(Krb5Parser.parse("\uFEFF[realms]*\r\nA = {\r\nkdc* = x\r\n}*\r\n"))
                .containsOnlyKeys("realms");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kdc = outside",
                "[realms",
                "[realms]\nA = {\n",
                "[realms]\nA = {\n[libdefaults]\n}",
                "[realms]\n}\n",
                "[realms]\nA =\n",
                "[realms]\nA =\nkdc = x\n",
                "[realms]\nA = { kdc = x }\n",
                "[realms]\njust words\n",
                "[realms]\nA = b\u0000c\n",
                "include /etc/passwd",
                "[realms]\nincludedir /etc\n",
                "module /lib/x.so:RESIDUAL"
            })
    void refusesWhatIsNoKrb5Conf(String text) {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> Krb5Parser.parse(text))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ConnectionError.INVALID_PROPERTIES));
    }

    @Test
    void namesTheLineAndKeepsItsTextToItself() {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> Krb5Parser.parse("[realms]\n\n-----BEGIN PRIVATE KEY-----\n"))
                .withMessageContaining("line 3")
                .satisfies(e -> assertThat(e.toString()).doesNotContain("PRIVATE"));
    }

    @Test
    void refusesBlocksNestedTooDeep() {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> Krb5Parser.parse("[a]\n" + "b = {\n".repeat(5_000)))
                .withMessageContaining("deep");
    }
}
