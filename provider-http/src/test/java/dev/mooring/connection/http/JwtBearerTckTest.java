package dev.mooring.connection.http;

import dev.mooring.connection.RawProperty;
import java.util.List;

class JwtBearerTckTest extends OAuthTck {
    private static final String ANOTHER = TestKeys.pem(TestKeys.rsa());

    JwtBearerTckTest() {
        super(new OAuthBackend());
    }

    @Override
    List<RawProperty> shown() {
        String right = TestKeys.pem(OAuthBackend.KEYS);
        return EmulatedBackend.properties(
                "GRANT",
                "JWT_BEARER",
                "CLIENT_SECRET",
                OAuthBackend.SECRET,
                "JWT_SUBJECT",
                "ann@example.com",
                "PRIVATE_KEY",
                oauth.secret("right").equals("right") ? right : ANOTHER);
    }
}
