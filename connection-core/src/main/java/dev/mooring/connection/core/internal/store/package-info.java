/** Where connections are kept. */
@NullMarked
package dev.mooring.connection.core.internal.store;

import org.jspecify.annotations.NullMarked;
