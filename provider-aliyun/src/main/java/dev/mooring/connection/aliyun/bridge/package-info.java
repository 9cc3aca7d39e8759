/** What engines that use the OSS SDK hold: credentials of a connection as the SDK wants them. */
@NullMarked
package dev.mooring.connection.aliyun.bridge;

import org.jspecify.annotations.NullMarked;
