package dev.mooring.connection.core.internal.vend;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SessionNamesTest {
    @Test
    void namesWorkspaceAndUser() {
        assertThat(SessionNames.of("sales", "qiliang")).isEqualTo("cl-sales-qiliang");
    }

    @Test
    void replacesWhatIssuersRefuse() {
        assertThat(SessionNames.of("w", "Invalid Principal (local)")).isEqualTo("cl-w-Invalid_Principal__local_");
    }

    @Test
    void cutNamesOfDifferentUsersDiffer() {
        String user = "very-long-principal-name-that-exceeds-the-maximum-";
        assertThat(SessionNames.of("w", user + "a")).hasSize(32).isNotEqualTo(SessionNames.of("w", user + "b"));
    }

    @Property
    void everyNameIsInTheAlphabetAndLengthThatAllIssuersShare(@ForAll String workspace, @ForAll String user) {
        assertThat(SessionNames.of(workspace, user)).matches("[A-Za-z0-9.@_-]{2,32}");
    }
}
