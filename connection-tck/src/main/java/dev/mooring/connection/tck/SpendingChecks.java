package dev.mooring.connection.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendRequest;

/** Checks what is planned and answered about stored secrets that a call spends. */
final class SpendingChecks {
    private SpendingChecks() {}

    /** The plan, which spends a stored secret for everything only: there is one secret, and many scopes. */
    static VendPlan planned(VendPlan plan, VendRequest request) {
        if (plan.spending().isPresent()) {
            assertThat(request.scope().isEverything())
                    .as("%s spends a stored secret, and is for everything or a hop", plan.operation())
                    .isTrue();
        }
        return plan;
    }

    /** The answer, whose plan said beforehand that stored secrets are replaced: core lets no other process spend them. */
    static Issued answered(VendPlan plan, Issued issued) {
        if (plan.spending().isEmpty()) {
            assertThat(issued.rotated().keySet())
                    .as("stored secrets that %s replaces without VendPlan.spending", plan.operation())
                    .isEmpty();
        }
        return issued;
    }
}
