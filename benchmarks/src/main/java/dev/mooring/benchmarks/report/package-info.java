/** From samples to the published table and picture. */
@NullMarked
package dev.mooring.benchmarks.report;

import org.jspecify.annotations.NullMarked;
