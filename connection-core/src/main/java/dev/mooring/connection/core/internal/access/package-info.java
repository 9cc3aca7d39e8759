/** Asks before every call whether it is allowed, and remembers what was not. */
@NullMarked
package dev.mooring.connection.core.internal.access;

import org.jspecify.annotations.NullMarked;
