/** Tells observers what a layer does. */
@NullMarked
package dev.mooring.connection.core.internal.observe;

import org.jspecify.annotations.NullMarked;
