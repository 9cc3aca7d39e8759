package dev.mooring.connection.http;

import dev.mooring.connection.RawProperty;
import java.util.ArrayList;
import java.util.List;

/** API/HTTP with a grant. */
abstract class OAuthTck extends HttpTck {
    final OAuthBackend oauth;

    OAuthTck(OAuthBackend oauth) {
        super("HTTP", oauth);
        this.oauth = oauth;
    }

    /** What the grant shows. */
    abstract List<RawProperty> shown();

    @Override
    protected final List<RawProperty> validProperties() {
        List<RawProperty> all = new ArrayList<>(EmulatedBackend.properties(
                "HOST", oauth.address(oauth.api.endpoint()),
                "AUTH_TYPE", "OAUTH2",
                "TOKEN_URL", oauth.tokenUrl(),
                "CLIENT_ID", "lake",
                "TEST_PATH", "/v1/me"));
        all.addAll(shown());
        return List.copyOf(all);
    }

    @Override
    protected final boolean callsAnIssuer() {
        return true;
    }
}
