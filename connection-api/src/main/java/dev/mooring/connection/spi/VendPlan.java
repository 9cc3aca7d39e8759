package dev.mooring.connection.spi;

import dev.mooring.connection.credential.Credential;
import java.util.List;

/**
 * What a vendor will send, and the call that sends it. Printing one shows all but the call.
 *
 * @param operation the issuer's operation, for instance {@code sts:AssumeRole}
 * @param fields what the request says, in order: role, external id, session name, lifetime, policy; never a secret
 * @param reuse whether the answer may be kept
 * @param call the one round trip
 */
public record VendPlan(String operation, List<Field> fields, Reuse reuse, Call call) {
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

    /** Copies the fields. */
    public VendPlan {
        fields = List.copyOf(fields);
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
