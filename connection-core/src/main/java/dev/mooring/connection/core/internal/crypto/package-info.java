/** Sealing of secrets under the keyring. */
@NullMarked
package dev.mooring.connection.core.internal.crypto;

import org.jspecify.annotations.NullMarked;
