/** The one way of the benchmarks into a provider. */
@NullMarked
package dev.mooring.connection.aws;

import org.jspecify.annotations.NullMarked;
