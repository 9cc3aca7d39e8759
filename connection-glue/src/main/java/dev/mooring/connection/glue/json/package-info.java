/** Strict JSON that knows where each value stands, and says all that is wrong at once. */
@NullMarked
package dev.mooring.connection.glue.json;

import org.jspecify.annotations.NullMarked;
