package dev.mooring.connection.support.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Finding.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExternalIdCheckTest {
    private static final ConnectionException REFUSED =
            new ConnectionException(ConnectionError.ROLE_NOT_ASSUMABLE, "refused");

    @Test
    void aRoleThatRefusesBothIsGuarded() {
        List<Optional<String>> tried = new ArrayList<>();

        Finding finding = ExternalIdCheck.run(
                externalId -> {
                    tried.add(externalId);
                    throw REFUSED;
                },
                "add it");

        assertThat(finding.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(tried).hasSize(2);
        assertThat(tried.get(0)).isEmpty();
        assertThat(tried.get(1)).hasValueSatisfying(id -> assertThat(id).matches("[0-9a-f]{32}"));
    }

    @Test
    void aRoleThatAsksForNoneIsOpen() {
        Finding finding = ExternalIdCheck.run(externalId -> {}, "add it");

        assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
        assertThat(finding.detail()).contains("without an external id");
        assertThat(finding.remedy()).contains("add it");
    }

    @Test
    void aRoleThatTakesAnyIsOpen() {
        Finding finding = ExternalIdCheck.run(
                externalId -> {
                    if (externalId.isEmpty()) {
                        throw REFUSED;
                    }
                },
                "add it");

        assertThat(finding.detail()).contains("with a wrong external id");
    }

    @Test
    void anotherFailureSaysNothingAboutTheRole() {
        ConnectionException down = new ConnectionException(ConnectionError.ENDPOINT_UNREACHABLE, "down");

        assertThatThrownBy(() -> ExternalIdCheck.run(
                        externalId -> {
                            throw down;
                        },
                        "add it"))
                .isSameAs(down);
    }
}
