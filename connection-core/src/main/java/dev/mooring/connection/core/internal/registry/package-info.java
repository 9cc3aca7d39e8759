/** Which connection types there are. */
@NullMarked
package dev.mooring.connection.core.internal.registry;

import org.jspecify.annotations.NullMarked;
