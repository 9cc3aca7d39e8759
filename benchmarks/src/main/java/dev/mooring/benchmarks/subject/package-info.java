/** What is measured, each behind the same small interface. */
@NullMarked
package dev.mooring.benchmarks.subject;

import org.jspecify.annotations.NullMarked;
