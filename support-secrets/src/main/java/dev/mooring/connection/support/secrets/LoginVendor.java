package dev.mooring.connection.support.secrets;

import dev.mooring.connection.credential.Credential.Login;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Contents;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.Receipt;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendPlan.Field;
import dev.mooring.connection.spi.VendPlan.Reuse;
import dev.mooring.connection.spi.VendRequest;
import dev.mooring.connection.support.secrets.RemoteSecret.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Hands out the login of a connection: the stored one, as it is at each vend, or the one that its secret in AWS Secrets
 * Manager holds, which is kept for minutes. Safe for use by threads.
 */
public final class LoginVendor {
    /** How long a login that was read elsewhere is kept: so long a rotation there may go unseen. */
    private static final Duration KEPT = Duration.ofMinutes(5);

    private static final Duration STORED = Duration.ofHours(1);

    private final ProviderContext context;

    /** A vendor that reads with the context's time limit and through its egress guard. */
    public LoginVendor(ProviderContext context) {
        this.context = context;
    }

    /** The lifetime of what is vended, for {@link dev.mooring.connection.spi.ConnectionType#lifetime}. */
    public static Duration lifetime(PropertyValues values) {
        return values.has(LoginProperties.SECRET_ID) ? KEPT : STORED;
    }

    /**
     * Plans a vend of the login of {@link LoginProperties}.
     *
     * @param details makes what travels beside the login, at each vend
     */
    public VendPlan plan(VendRequest request, Supplier<PropertyValues> details) {
        PropertyValues values = request.properties();
        if (values.has(LoginProperties.SECRET_ID)) {
            return referenced(request, details);
        }
        String username = values.require(LoginProperties.USERNAME);
        return new VendPlan(
                "stored login",
                List.of(new Field("username", username)),
                Reuse.NEVER,
                hops -> issued(new Login(username, password(request), Optional.empty()), details));
    }

    private Secret password(VendRequest request) {
        Contents contents = context.contents(request.connection());
        PropertyValues values = request.properties();
        return values.get(LoginProperties.PASSWORD)
                .orElseGet(() -> contents.decrypt(
                        LoginProperties.ENCRYPTED_PASSWORD.name(), values.require(LoginProperties.ENCRYPTED_PASSWORD)));
    }

    private VendPlan referenced(VendRequest request, Supplier<PropertyValues> details) {
        PropertyValues values = request.properties();
        Place place = new Place(
                values.require(LoginProperties.SECRET_ID),
                LoginProperties.region(values).orElseThrow(() -> new IllegalStateException("no region")),
                values.require(LoginProperties.SECRET_CONNECTION),
                LoginProperties.SECRET_CONNECTION.name());
        List<Field> fields = List.of(
                new Field("secretId", place.id()),
                new Field("region", place.region()),
                new Field("awsConnection", place.connection()));
        return new VendPlan("secretsmanager:GetSecretValue", fields, Reuse.UNTIL_EXPIRY, hops -> {
            RemoteSecret secret = RemoteSecret.read(place, request.tools().references(), context);
            Instant end = context.clock().instant().plus(request.lifetime());
            return issued(
                    new Login(secret.require("username").reveal(), secret.require("password"), Optional.of(end)),
                    details);
        });
    }

    private static Issued issued(Login login, Supplier<PropertyValues> details) {
        return new Issued(login, List.of(), details.get(), Map.of(), Receipt.none());
    }
}
