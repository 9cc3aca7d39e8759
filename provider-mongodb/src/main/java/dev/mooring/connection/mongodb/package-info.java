/** MongoDB. */
@NullMarked
package dev.mooring.connection.mongodb;

import org.jspecify.annotations.NullMarked;
