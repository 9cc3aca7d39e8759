/** An emulator of an API that asks who calls. */
@NullMarked
package dev.mooring.connection.tck.emulator.api;

import org.jspecify.annotations.NullMarked;
