/** The Kerberos realms of this JVM. */
@NullMarked
package dev.mooring.connection.core.internal.kerberos;

import org.jspecify.annotations.NullMarked;
