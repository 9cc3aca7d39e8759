package dev.mooring.connection.support.oauth;

import java.util.Optional;

/** What to do about the refusals of one issuer. */
@FunctionalInterface
public interface TokenRemedies {
    /**
     * The remedy for a refusal; empty for the usual one.
     *
     * @param code the {@code error}
     * @param description the {@code error_description}, empty when there is none
     */
    Optional<String> remedy(String code, String description);
}
