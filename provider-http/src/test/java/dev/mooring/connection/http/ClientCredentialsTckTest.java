package dev.mooring.connection.http;

import dev.mooring.connection.RawProperty;
import java.util.List;

class ClientCredentialsTckTest extends OAuthTck {
    ClientCredentialsTckTest() {
        super(new OAuthBackend());
    }

    @Override
    List<RawProperty> shown() {
        return EmulatedBackend.properties(
                "GRANT", "CLIENT_CREDENTIALS",
                "CLIENT_SECRET", oauth.secret(OAuthBackend.SECRET),
                "SCOPE", "items.read items.write",
                "TOKEN_PARAMETERS", "audience=https://api.example.com");
    }
}
