package dev.mooring.connection.core.internal.workspace;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.internal.access.Member;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import dev.mooring.connection.core.internal.registry.RegisteredType;
import dev.mooring.connection.core.internal.store.StoredConnection;
import dev.mooring.connection.core.internal.vend.ResourcePool;
import dev.mooring.connection.core.internal.vend.SessionNames;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Authorizer;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.VendRequest;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Begins authorizations and redeems their one-time codes. */
final class Authorization {
    private final Services services;
    private final Member member;
    private final RowWriter writer;

    Authorization(Services services, Member member, RowWriter writer) {
        this.services = services;
        this.member = member;
        this.writer = writer;
    }

    /** Where the account's owner gives consent; what redeeming needs is stored before anyone is sent there. */
    URI begin(StoredConnection present, ConnectionTester.Linked linked) {
        Connection connection = present.connection();
        Authorizer authorizer = authorizer(connection);
        try (ResourcePool.Lease lease = services.engine().resources().lease(connection)) {
            PropertyValues values = services.engine().unsealed(present);
            VendRequest request = request(connection, values, lease, linked);
            Authorizer.Begun begun = call("beginning the authorization", () -> authorizer.begin(request))
                    .orElseThrow(() -> new ConnectionException(
                            ConnectionError.NOT_SUPPORTED,
                            "type " + connection.type() + " begins no authorizations",
                            "have a code made by the service itself, and authorize the connection with it"));
            Map<String, Secret> secrets = properties(values.secrets());
            begun.kept().forEach((spec, secret) -> secrets.put(SealedSecrets.BEGUN + spec.name(), secret));
            return services.sealer().underKeysInForce(() -> {
                services.store()
                        .replaceSecrets(
                                present,
                                sealed(present, secrets),
                                member.did(
                                        AuditEntry.Action.AUTHORIZE,
                                        connection,
                                        services.clock().instant()));
                return begun.url();
            });
        }
    }

    private SealedSecrets sealed(StoredConnection present, Map<String, Secret> secrets) {
        return services.sealer()
                .seal(present.content(), secrets, present.secrets().revision() + 1);
    }

    /** Seals the row with what the code was redeemed for, READY; the code is redeemed once. */
    Supplier<StoredConnection> redeem(StoredConnection present, Secret code, ConnectionTester.Linked linked) {
        Connection connection = present.connection();
        Authorizer authorizer = authorizer(connection);
        try (ResourcePool.Lease lease = services.engine().resources().lease(connection)) {
            PropertyValues values = services.engine().unsealed(present);
            VendRequest request = request(connection, values.withSecrets(begun(values.secrets())), lease, linked);
            Issued issued = call("redeeming the code", () -> authorizer.redeem(request, code));
            Map<String, Secret> secrets = properties(values.secrets());
            issued.rotated().forEach((spec, secret) -> secrets.put(spec.name(), secret));
            return () -> writer.status(
                    present,
                    new Connection.Status(connection.enabled(), ConnectionState.READY, Optional.empty()),
                    sealed(present, secrets));
        }
    }

    private Authorizer authorizer(Connection connection) {
        RegisteredType type = services.registry().require(connection.type());
        return type.authorizer()
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.NOT_SUPPORTED, "type " + connection.type() + " redeems no codes"));
    }

    private VendRequest request(
            Connection connection, PropertyValues values, ResourcePool.Lease lease, ConnectionTester.Linked linked) {
        VendRequest.Tools tools = new VendRequest.Tools(
                SessionNames.of(member.workspace(), member.user()), lease.resources(), linked.references());
        return new VendRequest(
                connection,
                values,
                AccessScope.everything(),
                services.registry().require(connection.type()).type().lifetime(values),
                tools);
    }

    /** Without what belongs to an authorization under way. */
    private static Map<String, Secret> properties(Map<String, Secret> sealed) {
        Map<String, Secret> properties = new TreeMap<>(sealed);
        properties.keySet().removeIf(name -> name.startsWith(SealedSecrets.BEGUN));
        return properties;
    }

    private static Map<String, Secret> begun(Map<String, Secret> sealed) {
        Map<String, Secret> begun = new TreeMap<>();
        sealed.forEach((name, secret) -> {
            if (name.startsWith(SealedSecrets.BEGUN)) {
                begun.put(name.substring(SealedSecrets.BEGUN.length()), secret);
            }
        });
        return begun;
    }

    /** What an authorizer does. */
    private interface Step<T> {
        T run() throws Exception;
    }

    private static <T> T call(String what, Step<T> step) {
        try {
            return step.run();
        } catch (ConnectionException e) {
            throw e;
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new ConnectionException(
                    ConnectionError.PROVIDER_CONTRACT,
                    what + " failed with an unmapped " + e.getClass().getName());
        }
    }
}
