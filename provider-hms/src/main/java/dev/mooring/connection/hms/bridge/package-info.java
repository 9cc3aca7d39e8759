/** Clients of Hive Metastores for engines, which hold a source and no credential. */
@NullMarked
package dev.mooring.connection.hms.bridge;

import org.jspecify.annotations.NullMarked;
