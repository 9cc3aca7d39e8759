/** An emulator of an Iceberg REST catalog. */
@NullMarked
package dev.mooring.connection.tck.emulator.iceberg;

import org.jspecify.annotations.NullMarked;
