/** Hands HDFS connections to engines in Hadoop's own terms. */
@NullMarked
package dev.mooring.connection.hdfs.bridge;

import org.jspecify.annotations.NullMarked;
