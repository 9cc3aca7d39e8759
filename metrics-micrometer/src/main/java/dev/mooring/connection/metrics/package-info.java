/** Counts what a layer does, with Micrometer. */
@NullMarked
package dev.mooring.connection.metrics;

import org.jspecify.annotations.NullMarked;
