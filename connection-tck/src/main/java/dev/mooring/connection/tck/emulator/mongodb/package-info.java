/** An emulator of a MongoDB server: of its protocol, its logins and its refusals, not of a database. */
@NullMarked
package dev.mooring.connection.tck.emulator.mongodb;

import org.jspecify.annotations.NullMarked;
