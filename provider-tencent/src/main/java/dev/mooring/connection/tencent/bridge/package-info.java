/** What engines that use the COS SDK hold: credentials of a connection as the SDK wants them. */
@NullMarked
package dev.mooring.connection.tencent.bridge;

import org.jspecify.annotations.NullMarked;
