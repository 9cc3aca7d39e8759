/** What a store costs beside plain JDBC that writes and reads the same rows. */
@NullMarked
package dev.mooring.benchmarks.store;

import org.jspecify.annotations.NullMarked;
