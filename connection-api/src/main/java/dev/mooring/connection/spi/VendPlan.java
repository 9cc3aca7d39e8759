package dev.mooring.connection.spi;

import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySpec;
import java.util.List;
import java.util.Optional;

/**
 * What a vendor will send, and the call that sends it. Printing one shows all but the call.
 *
 * @param operation the issuer's operation, for instance {@code sts:AssumeRole}
 * @param fields what the request says, in order: role, external id, session name, lifetime, policy; never a secret
 * @param reuse whether the answer may be kept
 * @param call the one round trip
 * @param spending the stored secret that the call spends, if it does
 */
public record VendPlan(String operation, List<Field> fields, Reuse reuse, Call call, Optional<Spending> spending) {
    /**
     * One printable part of a request.
     *
     * @param name its name, lower camel case
     * @param value its value, never a secret
     */
    public record Field(String name, String value) {}

    /** Whether an answer may be kept. */
    public enum Reuse {
        /** Until it expires. */
        UNTIL_EXPIRY,
        /** Not at all: for stored credentials there is nothing to keep, and a changed one is seen at once. */
        NEVER
    }

    /** One round trip to an issuer: one attempt, without cache, retry or thread of its own. */
    @FunctionalInterface
    public interface Call {
        /** Makes the call; a thrown exception that is no ConnectionException breaks the provider's contract. */
        Issued run(Hops hops) throws Exception;
    }

    /**
     * A stored secret that a call spends: the issuer accepts it once and answers with the next one.
     *
     * @param secret which one
     * @param exchange the round trip
     */
    public record Spending(PropertySpec<Secret> secret, Exchange exchange) {}

    /** One round trip that spends a stored secret. */
    @FunctionalInterface
    public interface Exchange {
        /**
         * Makes the call with the secret as it is stored now, which another process may have replaced since the plan was
         * made. What replaces it stands in {@link Issued#rotated()}; a refused secret is
         * {@link dev.mooring.connection.ConnectionError#CREDENTIAL_REJECTED}. No hop may spend another secret.
         */
        Issued run(Secret stored, Hops hops) throws Exception;
    }

    /** Copies the fields. */
    public VendPlan {
        fields = List.copyOf(fields);
    }

    /** A plan that spends no stored secret. */
    public VendPlan(String operation, List<Field> fields, Reuse reuse, Call call) {
        this(operation, fields, reuse, call, Optional.empty());
    }

    /**
     * A plan whose call spends a stored secret, such as a refresh token that works once. Core makes the call while no
     * other process does, with the secret as it is stored then, and keeps what replaces it before anyone sees the
     * credential. Such a plan is a hop, or the plan for everything: the secret is one, however many the scopes are.
     */
    public static VendPlan spending(
            String operation, List<Field> fields, VendRequest request, PropertySpec<Secret> secret, Exchange exchange) {
        return new VendPlan(
                operation,
                fields,
                Reuse.UNTIL_EXPIRY,
                hops -> exchange.run(request.properties().require(secret), hops),
                Optional.of(new Spending(secret, exchange)));
    }

    /** A plan that hands out what the connection itself stores: nothing is called, nothing is kept. */
    public static VendPlan stored(Credential credential) {
        return new VendPlan("stored credential", List.of(), Reuse.NEVER, hops -> Issued.of(credential, Receipt.none()));
    }

    @Override
    public String toString() {
        return operation + fields;
    }
}
