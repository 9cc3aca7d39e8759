/** A Kerberos server in process, for tests. */
@NullMarked
package dev.mooring.testserver.kdc;

import org.jspecify.annotations.NullMarked;
