package dev.mooring.connection.support.network;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.SourceTicket;
import dev.mooring.connection.Vended;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.property.PropertyValues;
import java.util.List;
import java.util.function.Supplier;

/**
 * The credential of a test, in the form in which clients of a service take one: a test uses what a user's client would.
 *
 * @param connection the tested connection
 * @param details what travels beside the credential
 * @param credential gives the credential, the same one each time
 */
public record ProbeSource(Connection connection, PropertyValues details, Supplier<Credential> credential)
        implements CredentialSource {
    @Override
    public AccessScope scope() {
        return AccessScope.everything();
    }

    @Override
    public Vended vended() {
        return new Vended(credential.get(), List.of(), details);
    }

    /** A test reports a refusal and does not try again. */
    @Override
    public void rejected(Credential refused) {}

    @Override
    public SourceTicket ticket() {
        return new SourceTicket(connection.workspace(), connection.name(), scope().texts());
    }

    /** The connection's name. */
    @Override
    public String toString() {
        return "test of connection " + connection.name();
    }
}
