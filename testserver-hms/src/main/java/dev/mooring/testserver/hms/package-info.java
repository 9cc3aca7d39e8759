/** A Hive Metastore in a process of its own, for tests. */
@NullMarked
package dev.mooring.testserver.hms;

import org.jspecify.annotations.NullMarked;
