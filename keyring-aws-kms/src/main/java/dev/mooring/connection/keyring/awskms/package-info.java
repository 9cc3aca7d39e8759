/** A keyring whose file is encrypted by a key of AWS KMS. */
@NullMarked
package dev.mooring.connection.keyring.awskms;

import org.jspecify.annotations.NullMarked;
