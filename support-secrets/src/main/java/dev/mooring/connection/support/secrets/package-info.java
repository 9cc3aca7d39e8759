/** Logins that a connection stores itself or names in AWS Secrets Manager. */
@NullMarked
package dev.mooring.connection.support.secrets;

import org.jspecify.annotations.NullMarked;
