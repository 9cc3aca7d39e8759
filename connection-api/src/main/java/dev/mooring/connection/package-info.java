/** The connection layer as applications see it: connections, drafts, scopes, credentials sources and errors. */
@NullMarked
package dev.mooring.connection;

import org.jspecify.annotations.NullMarked;
