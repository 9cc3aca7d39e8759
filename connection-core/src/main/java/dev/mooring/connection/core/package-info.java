/** The connection layer itself: its entry point, its SQL and what an application configures. */
@NullMarked
package dev.mooring.connection.core;

import org.jspecify.annotations.NullMarked;
