/** An emulator of Tencent Cloud: STS, COS and SCF. */
@NullMarked
package dev.mooring.connection.tck.emulator.tencent;

import org.jspecify.annotations.NullMarked;
