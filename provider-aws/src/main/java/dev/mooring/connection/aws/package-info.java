/** Connections to AWS: S3 storage and Lambda functions. */
@NullMarked
package dev.mooring.connection.aws;

import org.jspecify.annotations.NullMarked;
