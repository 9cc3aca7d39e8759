/** An emulator of an OAuth 2.0 authorization server. */
@NullMarked
package dev.mooring.connection.tck.emulator.oauth;

import org.jspecify.annotations.NullMarked;
