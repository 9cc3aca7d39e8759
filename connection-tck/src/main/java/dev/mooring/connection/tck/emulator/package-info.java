/** What emulators share: requests, answers, the server they listen on and what they remember. */
@NullMarked
package dev.mooring.connection.tck.emulator;

import org.jspecify.annotations.NullMarked;
