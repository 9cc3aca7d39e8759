package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.Vended;
import dev.mooring.connection.core.LayerObserver.Origin;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A credential that was good when it was asked for, and how long nobody has to ask again, in milliseconds of the layer's
 * clock: as long as the clock is between the two.
 *
 * @param vended the credential
 * @param from when it was asked for
 * @param until when it has to be asked for again; the same as {@code from} when at once
 * @param origin where it was
 * @param hits counts how often it is handed out again without asking; null when nobody wants to know
 */
public record Granted(
        Vended vended,
        long from,
        long until,
        Origin origin,
        @Nullable LongAdder hits) {
    static Granted of(Vended vended, long from, long until, Origin origin) {
        return new Granted(vended, from, until, origin, null);
    }

    static Granted once(Vended vended, long now, Origin origin) {
        return of(vended, now, now, origin);
    }

    Granted countedBy(@Nullable LongAdder counter) {
        return counter == null ? this : new Granted(vended, from, until, origin, counter);
    }
}
