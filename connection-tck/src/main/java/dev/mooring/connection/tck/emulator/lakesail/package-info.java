/** An emulator of the LakeSail API. */
@NullMarked
package dev.mooring.connection.tck.emulator.lakesail;

import org.jspecify.annotations.NullMarked;
