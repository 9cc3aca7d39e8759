/** How a metastore is reached: transports, logins and what their failures mean. For this module alone. */
@NullMarked
package dev.mooring.connection.hms.wire;

import org.jspecify.annotations.NullMarked;
