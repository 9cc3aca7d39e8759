/** What was done with connections, by whom and when. */
@NullMarked
package dev.mooring.connection.core.audit;

import org.jspecify.annotations.NullMarked;
