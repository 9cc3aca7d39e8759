/** Secrets that an issuer replaces: spent by one process at a time, and kept. */
@NullMarked
package dev.mooring.connection.core.internal.rotation;

import org.jspecify.annotations.NullMarked;
