/** The interactive shell: lines, history without secrets, completion. */
@NullMarked
package dev.mooring.connection.cli.shell;

import org.jspecify.annotations.NullMarked;
