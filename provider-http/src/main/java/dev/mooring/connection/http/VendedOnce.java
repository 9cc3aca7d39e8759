package dev.mooring.connection.http;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.http.OAuthProperties.GrantType;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The credential that one test comes by at its first need and uses from then on. Used by the testing thread only. */
final class VendedOnce {
    private static final Duration SOON = Duration.ofDays(30);

    private final ProviderContext context;
    private final ProbeRequest request;
    private @Nullable Credential vended;

    VendedOnce(ProviderContext context, ProbeRequest request) {
        this.context = context;
        this.request = request;
    }

    Credential credential() {
        Credential present = vended;
        if (present == null) {
            present = request.vending().vend(AccessScope.everything());
            vended = present;
        }
        return present;
    }

    /**
     * The step that comes by the credential.
     *
     * @param issuer who issues it; empty for a stored one
     */
    ProbeStep step(Optional<URI> issuer) {
        return new ProbeStep(
                Stage.AUTHENTICATE, issuer.map(URI::toString).orElse("the stored credential"), run -> find(issuer));
    }

    private Finding find(Optional<URI> issuer) {
        Credential credential = credential();
        String kind = credential.getClass().getSimpleName();
        Optional<Instant> end = credential.expiresAt();
        String until = end.map(time -> " until " + time).orElse("");
        if (issuer.isPresent()) {
            return Finding.passed("a " + kind + until + " was issued" + renewal());
        }
        return end.filter(time -> endsSoon())
                .map(time -> Finding.warning(
                        "a stored " + kind + " that ends at " + time + " and that nothing renews",
                        "store one that lives longer, or let an authorization server issue them"))
                .orElseGet(() -> Finding.passed(
                        credential instanceof Credential.Anonymous
                                ? "none is needed"
                                : "a stored " + kind + until + "; whether it is accepted is seen below"));
    }

    /** Whether it is over within thirty days. */
    boolean endsSoon() {
        return credential()
                .expiresAt()
                .filter(end -> end.isBefore(context.clock().instant().plus(SOON)))
                .isPresent();
    }

    private String renewal() {
        PropertyValues values = request.properties();
        return values.get(OAuthProperties.GRANT)
                .filter(grant -> grant == GrantType.REFRESH_TOKEN || grant == GrantType.AUTHORIZATION_CODE)
                .map(grant -> "; its refresh token is stored anew whenever the issuer replaces it")
                .orElse("");
    }
}
