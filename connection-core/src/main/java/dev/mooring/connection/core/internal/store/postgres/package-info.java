/** A store in PostgreSQL, which many nodes share. */
@NullMarked
package dev.mooring.connection.core.internal.store.postgres;

import org.jspecify.annotations.NullMarked;
