package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.Vended;
import dev.mooring.connection.spi.VendPlan;
import java.time.Instant;
import java.util.Optional;

/**
 * What a load brought.
 *
 * @param vended the credential
 * @param reuse whether it may be kept
 * @param expiry its end by this layer's clock, corrected by the measured skew
 */
record Loaded(Vended vended, VendPlan.Reuse reuse, Optional<Instant> expiry) {}
