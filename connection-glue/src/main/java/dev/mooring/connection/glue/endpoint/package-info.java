/** Serves clients of AWS Glue: its protocol, its signatures and its errors over the connections of workspaces. */
@NullMarked
package dev.mooring.connection.glue.endpoint;

import org.jspecify.annotations.NullMarked;
