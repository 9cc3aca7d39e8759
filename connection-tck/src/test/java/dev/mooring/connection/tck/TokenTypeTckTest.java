package dev.mooring.connection.tck;

import java.util.Set;

/** The suite accepts a type without a flaw. */
class TokenTypeTckTest extends TokenTck {
    TokenTypeTckTest() {
        super(Set.of());
    }
}
