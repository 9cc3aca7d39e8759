/** The connection model of AWS Glue as values, with all of its limits. */
@NullMarked
package dev.mooring.connection.glue.model;

import org.jspecify.annotations.NullMarked;
