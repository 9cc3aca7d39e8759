/** OAuth 2 token calls. */
@NullMarked
package dev.mooring.connection.support.oauth;

import org.jspecify.annotations.NullMarked;
