/** Who may do what with connections: what the layer asks, and the ready answer by GRANT and REVOKE. */
@NullMarked
package dev.mooring.connection.core.access;

import org.jspecify.annotations.NullMarked;
