/** Adding, changing over to and retiring keys while connections are used. */
@NullMarked
package dev.mooring.connection.core.internal.keys;

import org.jspecify.annotations.NullMarked;
