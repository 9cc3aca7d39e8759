package dev.mooring.connection.support.oauth;

import dev.mooring.connection.credential.Credential.Bearer;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.Receipt;
import java.time.Instant;
import java.util.Optional;

/**
 * What a token endpoint answered.
 *
 * @param bearer the access token, with its end
 * @param refreshToken what to ask for the next one with
 * @param more what else it said
 * @param receipt what the answer says about itself
 */
public record TokenAnswer(Bearer bearer, Optional<Secret> refreshToken, JsonObject more, Receipt receipt) {
    /** As an issued credential. */
    public Issued issued() {
        return Issued.of(bearer, receipt);
    }

    /** This answer with a token that is not kept longer than until then, whatever the server allows. */
    public TokenAnswer until(Instant latest) {
        Bearer bounded = new Bearer(bearer.token(), bearer.expiresAt().map(end -> end.isBefore(latest) ? end : latest));
        return new TokenAnswer(bounded, refreshToken, more, receipt);
    }
}
