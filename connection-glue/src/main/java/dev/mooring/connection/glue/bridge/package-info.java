/** What applications use to run the connectors that connections name. */
@NullMarked
package dev.mooring.connection.glue.bridge;

import org.jspecify.annotations.NullMarked;
