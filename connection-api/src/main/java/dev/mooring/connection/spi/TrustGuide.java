package dev.mooring.connection.spi;

import dev.mooring.connection.Connection;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.TrustDocuments;

/** Writes what the owner of a role has to paste into their cloud. No I/O. */
@FunctionalInterface
public interface TrustGuide {
    /** The documents for a role connection; the deployment has an account. */
    TrustDocuments documents(Connection connection, Deployment deployment);
}
