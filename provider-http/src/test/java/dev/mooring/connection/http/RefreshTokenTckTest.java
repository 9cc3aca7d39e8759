package dev.mooring.connection.http;

import dev.mooring.connection.RawProperty;
import java.util.List;

class RefreshTokenTckTest extends OAuthTck {
    RefreshTokenTckTest() {
        super(new OAuthBackend());
    }

    @Override
    List<RawProperty> shown() {
        return EmulatedBackend.properties(
                "GRANT",
                "REFRESH_TOKEN",
                "CLIENT_SECRET",
                OAuthBackend.SECRET,
                "CLIENT_AUTH",
                "client_secret_post",
                "REFRESH_TOKEN",
                oauth.secret(oauth.refreshToken));
    }
}
