package dev.mooring.connection.core.internal.kerberos;

import java.nio.file.Path;

/**
 * What one layer adds to the krb5.conf of this JVM.
 *
 * @param directory the directory it shares with other layers
 * @param file its own file there
 */
record LayerPart(RealmDirectory directory, Path file) {}
