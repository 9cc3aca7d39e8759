/** SFTP servers. */
@NullMarked
package dev.mooring.connection.sftp;

import org.jspecify.annotations.NullMarked;
