package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.Vended;

/**
 * A credential that was good when it was asked for, and how long nobody has to ask again, in milliseconds of the layer's
 * clock: as long as the clock is between the two.
 *
 * @param vended the credential
 * @param from when it was asked for
 * @param until when it has to be asked for again; the same as {@code from} when at once
 */
public record Granted(Vended vended, long from, long until) {
    static Granted once(Vended vended, long now) {
        return new Granted(vended, now, now);
    }
}
