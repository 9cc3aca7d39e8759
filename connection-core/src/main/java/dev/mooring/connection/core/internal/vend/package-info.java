/** The vending engine: caching, renewal and the calls to issuers. */
@NullMarked
package dev.mooring.connection.core.internal.vend;

import org.jspecify.annotations.NullMarked;
