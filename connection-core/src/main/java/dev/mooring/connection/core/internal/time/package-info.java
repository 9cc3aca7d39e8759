/** Time as the layer sees it. */
@NullMarked
package dev.mooring.connection.core.internal.time;

import org.jspecify.annotations.NullMarked;
