package dev.mooring.connection;

import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.property.PropertyValues;
import java.util.List;

/**
 * A credential together with what its issuer said about it.
 *
 * @param credential the credential
 * @param covers the resources it reaches; empty when it reaches all that the connection does
 * @param details what a consumer needs beside it, such as an instance's address
 */
public record Vended(Credential credential, List<Resource> covers, PropertyValues details) {
    /** Copies the list. */
    public Vended {
        covers = List.copyOf(covers);
    }
}
