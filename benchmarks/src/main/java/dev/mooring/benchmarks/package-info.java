/** Measures Mooring beside its peers. */
@NullMarked
package dev.mooring.benchmarks;

import org.jspecify.annotations.NullMarked;
