/** Works of nanoseconds and microseconds, measured by JMH. */
@NullMarked
package dev.mooring.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
