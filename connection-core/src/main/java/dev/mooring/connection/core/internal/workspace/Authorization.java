package dev.mooring.connection.core.internal.workspace;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.core.internal.registry.RegisteredType;
import dev.mooring.connection.core.internal.store.StoredConnection;
import dev.mooring.connection.core.internal.vend.ResourcePool;
import dev.mooring.connection.core.internal.vend.SessionNames;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Authorizer;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.VendRequest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Redeems one-time codes. */
final class Authorization {
    private final Services services;
    private final Member member;
    private final RowWriter writer;

    Authorization(Services services, Member member, RowWriter writer) {
        this.services = services;
        this.member = member;
        this.writer = writer;
    }

    /** The row with what the code was redeemed for, READY. */
    StoredConnection redeem(StoredConnection present, Secret code, ConnectionTester.Linked linked) {
        Connection connection = present.connection();
        RegisteredType type = services.registry().require(connection.type());
        Authorizer authorizer = type.authorizer()
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.NOT_SUPPORTED, "type " + connection.type() + " redeems no codes"));
        try (ResourcePool.Lease lease = services.engine().resources().lease(connection)) {
            PropertyValues values = services.engine().unsealed(present);
            VendRequest.Tools tools = new VendRequest.Tools(
                    SessionNames.of(member.workspace(), member.user()), lease.resources(), linked.references());
            Issued issued = call(
                    authorizer,
                    new VendRequest(
                            connection,
                            values,
                            AccessScope.everything(),
                            type.type().lifetime(values),
                            tools),
                    code);
            Map<String, Secret> secrets = new TreeMap<>(values.secrets());
            issued.rotated().forEach((spec, secret) -> secrets.put(spec.name(), secret));
            return writer.status(
                    present,
                    new Connection.Status(connection.enabled(), ConnectionState.READY, Optional.empty()),
                    writer.seal(
                            connection.identity(), secrets, present.secrets().revision() + 1));
        }
    }

    private static Issued call(Authorizer authorizer, VendRequest request, Secret code) {
        try {
            return authorizer.redeem(request, code);
        } catch (ConnectionException e) {
            throw e;
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new ConnectionException(
                    ConnectionError.PROVIDER_CONTRACT,
                    "redeeming the code failed with an unmapped " + e.getClass().getName());
        }
    }
}
