package dev.mooring.connection.aws;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.spi.Vending;
import org.jspecify.annotations.Nullable;

/** The credential that the steps of one test share: vended by the first step that needs it. Used by one thread. */
final class SharedCredential {
    private final Vending vending;
    private final AccessScope scope;
    private @Nullable Credential credential;

    SharedCredential(Vending vending, AccessScope scope) {
        this.vending = vending;
        this.scope = scope;
    }

    Credential get() {
        Credential present = credential;
        if (present == null) {
            present = vending.vend(scope);
            credential = present;
        }
        return present;
    }
}
