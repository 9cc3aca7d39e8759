/** What applications call APIs with: clients and settings that ask a connection's source. */
@NullMarked
package dev.mooring.connection.http.bridge;

import org.jspecify.annotations.NullMarked;
