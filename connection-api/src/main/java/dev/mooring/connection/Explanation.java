package dev.mooring.connection;

import dev.mooring.connection.spi.VendPlan;
import java.util.List;

/**
 * What a vend would send to the issuer, printed from the very plan that a vend runs, without a network call.
 *
 * @param connection the connection
 * @param scope the scope asked for
 * @param operation the issuer's operation, for instance {@code sts:AssumeRole}
 * @param fields the request's fields in order, free of secrets
 * @param reach what the credential would really reach, as a sentence
 */
public record Explanation(
        String connection, AccessScope scope, String operation, List<VendPlan.Field> fields, String reach) {
    /** Copies the fields. */
    public Explanation {
        fields = List.copyOf(fields);
    }
}
