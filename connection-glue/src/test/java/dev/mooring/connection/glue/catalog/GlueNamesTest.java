package dev.mooring.connection.glue.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class GlueNamesTest {
    private static final Pattern LEGAL = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]{0,254}");

    @Property(tries = 500)
    void everyNameBecomesALegalOneAndStaysTheSame(@ForAll @StringLength(min = 1, max = 255) String name) {
        assertThat(GlueNames.house(name)).matches(LEGAL).isEqualTo(GlueNames.house(name));
    }

    @Test
    void legalNamesStayAndOthersAreToldApart() {
        assertThat(GlueNames.house("orders_2026")).isEqualTo("orders_2026");
        assertThat(GlueNames.house("a-b")).startsWith("a_b_").isNotEqualTo(GlueNames.house("a.b"));
        assertThat(GlueNames.house("1st")).startsWith("_1st_");
        assertThat(GlueNames.house("x".repeat(254) + "é")).hasSize(255);
    }
}
