package dev.mooring.connection.spi;

/** Issues the credentials of one type. Used by all threads. */
@FunctionalInterface
public interface CredentialVendor {
    /**
     * Plans a vend. Pure: the same request gives the same fields, and nothing is called. Throws a
     * {@link dev.mooring.connection.ConnectionException} when the scope can not be enforced or is too large.
     */
    VendPlan plan(VendRequest request);
}
