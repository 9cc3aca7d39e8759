/** An emulator of a Databricks workspace: its token endpoints, Unity Catalog and Lakebase. */
@NullMarked
package dev.mooring.connection.tck.emulator.databricks;

import org.jspecify.annotations.NullMarked;
