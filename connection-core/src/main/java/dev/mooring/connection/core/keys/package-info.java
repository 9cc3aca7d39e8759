/** The keys that the connections of a store are sealed under. */
@NullMarked
package dev.mooring.connection.core.keys;

import org.jspecify.annotations.NullMarked;
