/** What becomes of a statement: a call and a table, or a check without a call. */
@NullMarked
package dev.mooring.connection.core.internal.sql.run;

import org.jspecify.annotations.NullMarked;
