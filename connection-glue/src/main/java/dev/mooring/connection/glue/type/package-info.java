/** The types that only Glue has: NETWORK, MARKETPLACE and CUSTOM. */
@NullMarked
package dev.mooring.connection.glue.type;

import org.jspecify.annotations.NullMarked;
