/** Offline checks of drafts. */
@NullMarked
package dev.mooring.connection.core.internal.validate;

import org.jspecify.annotations.NullMarked;
