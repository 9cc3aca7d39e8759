package dev.mooring.connection.glue.model;

import dev.mooring.connection.SourcePosition;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A connection as a client of Glue defines it. Printing one shows no secret. Immutable.
 *
 * @param name its name
 * @param description a free text
 * @param connectionType the name of its type
 * @param matchCriteria words by which it can be chosen
 * @param properties its properties
 * @param physicalRequirements where it is to be made from
 * @param authentication how it proves who it is, when the properties do not say it
 * @param validation whether it is tested before it is stored
 * @param position where it stands in the caller's text
 */
public record ConnectionInput(
        String name,
        Optional<String> description,
        String connectionType,
        List<String> matchCriteria,
        PropertyMaps properties,
        Optional<PhysicalRequirements> physicalRequirements,
        Optional<AuthenticationInput> authentication,
        Validation validation,
        SourcePosition position) {

    /** Whether credentials are tested before a connection is stored, or changed. */
    public enum CredentialCheck {
        VALIDATE,
        SKIP
    }

    /**
     * What is tested before a connection is stored, or changed.
     *
     * @param credentials whether credentials are; Glue's default is that they are
     * @param environments for which compute environments only; kept out of what is stored
     */
    public record Validation(CredentialCheck credentials, Set<ComputeEnvironment> environments) {
        /** Copies the set. */
        public Validation {
            environments = Set.copyOf(environments);
        }
    }

    /** Copies the list. */
    public ConnectionInput {
        matchCriteria = List.copyOf(matchCriteria);
    }
}
