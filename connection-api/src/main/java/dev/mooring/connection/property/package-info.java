/** Typed properties: what a connection type accepts, and the values bound from a draft. */
@NullMarked
package dev.mooring.connection.property;

import org.jspecify.annotations.NullMarked;
