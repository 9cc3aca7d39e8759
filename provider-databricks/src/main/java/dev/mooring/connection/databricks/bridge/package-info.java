/** What applications use to reach Lakebase with a connection's credentials. */
@NullMarked
package dev.mooring.connection.databricks.bridge;

import org.jspecify.annotations.NullMarked;
