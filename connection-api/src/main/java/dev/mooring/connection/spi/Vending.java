package dev.mooring.connection.spi;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.credential.Credential;

/** Vends within a test, so that a test uses what a caller would get; nothing is taken from a cache. */
@FunctionalInterface
public interface Vending {
    /** A new credential for the scope. */
    Credential vend(AccessScope scope);
}
