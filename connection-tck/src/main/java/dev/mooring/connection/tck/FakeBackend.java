package dev.mooring.connection.tck;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Stands in for the service and the issuer that a connection type talks to: an embedded server, or an emulator that
 * enforces what the real one does. Started when it is given to the suite, closed by the suite.
 */
public interface FakeBackend extends AutoCloseable {
    /** How a backend can be made to fail. */
    enum Failure {
        /** Nothing answers at its address. */
        UNREACHABLE,
        /** It knows no such credential as the connection or the platform presents. */
        BAD_CREDENTIAL,
        /** It knows the credential but does not allow what is asked. */
        DENIED,
        /** The role expects another external id. */
        WRONG_EXTERNAL_ID,
        /** It is asked too often. */
        THROTTLED
    }

    /**
     * A request for a credential as the issuer received it.
     *
     * @param operation the issuer's operation, as a plan names it
     * @param fields its fields under the names and in the notation of a plan, without what every request says
     */
    record Received(String operation, Map<String, String> fields) {
        /** Copies and sorts the fields. */
        public Received {
            fields = Collections.unmodifiableMap(new TreeMap<>(fields));
        }
    }

    /** Where it answers, by the service's name that the provider asks an endpoint override for. */
    Map<String, URI> endpoints();

    /** The platform's own principal that it knows; empty when the type needs none. */
    Optional<Credential> serviceIdentity();

    /** The external id that its role requires. */
    default String externalId() {
        return "TckExternalId042";
    }

    /** Fails from now on, before any new context is made from its endpoints and identity. */
    void fail(Failure failure);

    /** Ends what {@link #fail} began. */
    void heal();

    /** The requests for credentials received so far, in order. */
    List<Received> received();

    /** How many calls of any kind it received so far, also those it refused. */
    long calls();

    /** How many calls that would change something it received so far, also those it refused. */
    long writes();

    /**
     * Whether a credential that this backend issued may act on an object directly below the resource, or list with the
     * resource's path as prefix. Not counted as a call.
     */
    boolean permits(Credential credential, Action action, Resource resource);

    /**
     * Whether its issuer can leave out single actions. Where it can not, a type that narrows refuses a scope of some of its
     * actions.
     */
    default boolean narrowsActions() {
        return true;
    }

    @Override
    void close();
}
