/** The language of the CONNECTION statements: text to tokens, tokens to statements. */
@NullMarked
package dev.mooring.connection.core.internal.sql;

import org.jspecify.annotations.NullMarked;
