package dev.mooring.connection.spi;

import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import java.util.List;
import java.util.Map;

/**
 * What an issuer answered.
 *
 * @param credential the credential, with the expiry the issuer gave
 * @param covers the resources it reaches; empty for all that the connection reaches
 * @param details what a consumer needs beside it, such as an instance's address
 * @param rotated stored secrets that the issuer replaced; core keeps them before anyone sees the credential
 * @param receipt what the answer says about itself
 */
public record Issued(
        Credential credential,
        List<Resource> covers,
        PropertyValues details,
        Map<PropertySpec<Secret>, Secret> rotated,
        Receipt receipt) {

    /** Copies the collections. */
    public Issued {
        covers = List.copyOf(covers);
        rotated = Map.copyOf(rotated);
    }

    /** An answer with a credential only. */
    public static Issued of(Credential credential, Receipt receipt) {
        return new Issued(credential, List.of(), PropertyValues.empty(), Map.of(), receipt);
    }

    /** This answer for the given resources. */
    public Issued covering(List<Resource> resources) {
        return new Issued(credential, resources, details, rotated, receipt);
    }
}
