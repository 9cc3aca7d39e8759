/** The provider of Hive Metastore connections. */
@NullMarked
package dev.mooring.connection.hms;

import org.jspecify.annotations.NullMarked;
