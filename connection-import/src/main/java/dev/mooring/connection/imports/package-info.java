/** Takes over connections that stand in somebody else's form, and says what it took, what it changed and what it could not. */
@NullMarked
package dev.mooring.connection.imports;

import org.jspecify.annotations.NullMarked;
