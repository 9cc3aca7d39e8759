/** What probes, vendors and the bridge have in common about answers of APIs. */
@NullMarked
package dev.mooring.connection.http.wire;

import org.jspecify.annotations.NullMarked;
