/** Databases that are reached by JDBC. */
@NullMarked
package dev.mooring.connection.jdbc;

import org.jspecify.annotations.NullMarked;
