/** Programs to read and run. Each is a main of its own, against servers and emulators of clouds in the same process. */
@NullMarked
package dev.mooring.examples;

import org.jspecify.annotations.NullMarked;
