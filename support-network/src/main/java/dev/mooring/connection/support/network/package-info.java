/** Reaches the servers that a connection names, one by one. */
@NullMarked
package dev.mooring.connection.support.network;

import org.jspecify.annotations.NullMarked;
