/** The connections of a workspace as a Data Catalog of Glue shows and changes them. */
@NullMarked
package dev.mooring.connection.glue.catalog;

import org.jspecify.annotations.NullMarked;
