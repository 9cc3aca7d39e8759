/** A MariaDB for tests. */
@NullMarked
package dev.mooring.testserver.mariadb;

import org.jspecify.annotations.NullMarked;
