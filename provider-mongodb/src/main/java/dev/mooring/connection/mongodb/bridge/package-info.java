/** What clients of MongoDB need to use a connection. */
@NullMarked
package dev.mooring.connection.mongodb.bridge;

import org.jspecify.annotations.NullMarked;
