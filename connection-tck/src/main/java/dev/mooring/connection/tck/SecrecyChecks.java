package dev.mooring.connection.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.TrustDocuments;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendRequest;
import java.util.List;
import java.util.Optional;

/** Checks that whatever a provider prints or writes holds no secret. */
final class SecrecyChecks {
    private static final String ACCOUNT = "280222432080";

    private final Subject subject;
    private final CanarySecrets canaries;

    SecrecyChecks(Subject subject, CanarySecrets canaries) {
        this.subject = subject;
        this.canaries = canaries;
    }

    void nothingPrintedHoldsASecret(List<RawProperty> properties) {
        VendRequest request = subject.requests().vend(AccessScope.everything());
        VendPlan plan = subject.plan(request);
        Issued issued = subject.call(plan);
        ProbeRequest probe = subject.requests().probe(Optional.empty(), scope -> issued.credential());
        ConnectionDraft.Builder draft =
                ConnectionDraft.of("c", subject.type().id().name());
        properties.forEach(draft::property);
        canaries.assertNotIn("a draft", draft.build(), properties);
        canaries.assertNotIn(
                "properties", request.properties(), request.properties().display());
        canaries.assertNotIn("a request", request, probe);
        canaries.assertNotIn("a plan", plan, plan.fields());
        canaries.assertNotIn("what was issued", issued, issued.credential(), issued.details());
        canaries.assertNotIn("a report", subject.probe(Optional.empty()).report());
    }

    void trustGuideNamesExternalIdAndAccount() {
        TrustDocuments documents = subject.type()
                .trustGuide()
                .orElseThrow(() -> new AssertionError("a type that assumes roles has a trust guide"))
                .documents(
                        subject.requests().connection(), Deployment.anywhere().account(ACCOUNT));
        String externalId = subject.requests().connection().externalId().orElseThrow();
        assertThat(documents.documents())
                .as("documents to paste")
                .anySatisfy(document ->
                        assertThat(document.text()).contains(ACCOUNT).contains(externalId));
        assertThat(documents.steps()).as("console steps").isNotEmpty();
        canaries.assertNotIn("trust documents", documents);
    }

    /** A role's owner is told whom to trust; without a role there is nobody whom an external id could protect. */
    void roleIsGuided(Optional<List<RawProperty>> roleProperties, AccessScope scope) {
        if (roleProperties.isPresent()) {
            trustGuideNamesExternalIdAndAccount();
        } else {
            assertThat(subject.plan(subject.requests().vend(scope)).fields())
                    .noneMatch(field -> field.name().equalsIgnoreCase("externalId"));
        }
    }
}
