/** An emulator of Alibaba Cloud: RAM's STS, OSS and Function Compute, with their signatures and policies. */
@NullMarked
package dev.mooring.connection.tck.emulator.aliyun;

import org.jspecify.annotations.NullMarked;
