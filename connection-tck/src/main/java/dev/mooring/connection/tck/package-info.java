/** The tests that every provider has to pass, and the fakes they are made of. */
@NullMarked
package dev.mooring.connection.tck;

import org.jspecify.annotations.NullMarked;
