/** Secrets and the closed set of credential shapes that a connection can hand out. */
@NullMarked
package dev.mooring.connection.credential;

import org.jspecify.annotations.NullMarked;
