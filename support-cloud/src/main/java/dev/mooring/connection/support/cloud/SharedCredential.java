package dev.mooring.connection.support.cloud;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.spi.Vending;
import org.jspecify.annotations.Nullable;

/** The credential that the steps of one test share: vended by the first step that needs it. Used by one thread. */
public final class SharedCredential {
    private final Vending vending;
    private final AccessScope scope;
    private @Nullable Credential credential;

    /** Vends for that scope when it is first asked. */
    public SharedCredential(Vending vending, AccessScope scope) {
        this.vending = vending;
        this.scope = scope;
    }

    /** The credential. */
    public Credential get() {
        Credential present = credential;
        if (present == null) {
            present = vending.vend(scope);
            credential = present;
        }
        return present;
    }
}
