/** Opens what content properties name. */
@NullMarked
package dev.mooring.connection.core.internal.content;

import org.jspecify.annotations.NullMarked;
