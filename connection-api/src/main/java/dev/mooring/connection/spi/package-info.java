/** What the author of a connection type implements, and what core gives them. */
@NullMarked
package dev.mooring.connection.spi;

import org.jspecify.annotations.NullMarked;
