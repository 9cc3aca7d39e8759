/** Connections to Alibaba Cloud: OSS storage and Function Compute. */
@NullMarked
package dev.mooring.connection.aliyun;

import org.jspecify.annotations.NullMarked;
