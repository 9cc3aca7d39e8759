/** How results look: tables, JSON and CSV on standard output, failures on standard error. */
@NullMarked
package dev.mooring.connection.cli.output;

import org.jspecify.annotations.NullMarked;
