/** The mooring command: its options, its subcommands and what they work on. */
@NullMarked
package dev.mooring.connection.cli;

import org.jspecify.annotations.NullMarked;
