/** Connectivity tests. */
@NullMarked
package dev.mooring.connection.core.internal.probe;

import org.jspecify.annotations.NullMarked;
