/** Unity Catalog and Lakebase of Databricks. */
@NullMarked
package dev.mooring.connection.databricks;

import org.jspecify.annotations.NullMarked;
