/** The token service that plays the issuer of every subject. */
@NullMarked
package dev.mooring.benchmarks.issuer;

import org.jspecify.annotations.NullMarked;
