/** HDFS connections: clusters with simple or Kerberos authentication, with one name node or several. */
@NullMarked
package dev.mooring.connection.hdfs;

import org.jspecify.annotations.NullMarked;
