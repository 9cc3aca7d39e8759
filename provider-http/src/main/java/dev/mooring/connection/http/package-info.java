/** Connections to APIs over HTTP, with whatever proves who calls them. */
@NullMarked
package dev.mooring.connection.http;

import org.jspecify.annotations.NullMarked;
