/** A PostgreSQL for tests. */
@NullMarked
package dev.mooring.testserver.postgres;

import org.jspecify.annotations.NullMarked;
