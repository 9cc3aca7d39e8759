/** Emulators of STS, S3 and Lambda that verify signatures and enforce trust and session policies. */
@NullMarked
package dev.mooring.connection.tck.emulator.aws;

import org.jspecify.annotations.NullMarked;
