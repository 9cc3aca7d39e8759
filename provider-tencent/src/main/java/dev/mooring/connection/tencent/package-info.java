/** Connections to Tencent Cloud: COS storage and SCF functions. */
@NullMarked
package dev.mooring.connection.tencent;

import org.jspecify.annotations.NullMarked;
