/** Where loads wait for their turn at an issuer. */
@NullMarked
package dev.mooring.connection.core.internal.vend.gate;

import org.jspecify.annotations.NullMarked;
