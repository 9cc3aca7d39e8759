/** Works of milliseconds and seconds, measured by programs of their own. */
@NullMarked
package dev.mooring.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
