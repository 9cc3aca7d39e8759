/** What users of JDBC need to use a connection. */
@NullMarked
package dev.mooring.connection.jdbc.bridge;

import org.jspecify.annotations.NullMarked;
