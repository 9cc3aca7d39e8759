/** What SFTP clients need to use a connection. */
@NullMarked
package dev.mooring.connection.sftp.bridge;

import org.jspecify.annotations.NullMarked;
