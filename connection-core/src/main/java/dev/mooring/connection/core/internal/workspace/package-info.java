/** The connections of one workspace as one user sees them. */
@NullMarked
package dev.mooring.connection.core.internal.workspace;

import org.jspecify.annotations.NullMarked;
