/** What engines that use the AWS SDK hold: credentials of a connection as the SDK wants them. */
@NullMarked
package dev.mooring.connection.aws.bridge;

import org.jspecify.annotations.NullMarked;
