/** Kerberos logins from keytabs. */
@NullMarked
package dev.mooring.connection.support.kerberos;

import org.jspecify.annotations.NullMarked;
