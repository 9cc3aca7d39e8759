package dev.mooring.connection.hms;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.hms.wire.Calls;
import dev.mooring.connection.hms.wire.DelegationToken;
import dev.mooring.connection.hms.wire.HmsErrors;
import dev.mooring.connection.hms.wire.HmsProperties;
import dev.mooring.connection.hms.wire.Identity;
import dev.mooring.connection.hms.wire.Session;
import dev.mooring.connection.hms.wire.Terms;
import dev.mooring.connection.hms.wire.Terms.Limits;
import dev.mooring.connection.hms.wire.Wire;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.Receipt;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendPlan.Field;
import dev.mooring.connection.spi.VendPlan.Reuse;
import dev.mooring.connection.spi.VendRequest;
import dev.mooring.connection.support.kerberos.KerberosLogin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.thrift.TException;

/** Hands out nothing, the stored login, or for Kerberos a delegation token: never the keytab. */
final class HmsVendor implements CredentialVendor {
    /** What a token is worth where its end can not be learned: metastores renew for a day unless set otherwise. */
    private static final Duration USUAL_RENEWAL = Duration.ofDays(1);

    private final ProviderContext context;

    HmsVendor(ProviderContext context) {
        this.context = context;
    }

    @Override
    public VendPlan plan(VendRequest request) {
        PropertyValues values = request.properties();
        return switch (values.require(HmsProperties.AUTH_TYPE)) {
            case NONE -> stored(request, "no credential", new Credential.Anonymous());
            case PLAIN ->
                stored(
                        request,
                        "stored login",
                        new Credential.Login(
                                values.require(HmsProperties.USERNAME),
                                values.require(HmsProperties.PASSWORD),
                                Optional.empty()));
            case KERBEROS -> delegation(request);
        };
    }

    private VendPlan stored(VendRequest request, String operation, Credential credential) {
        PropertyValues values = request.properties();
        List<Field> fields = values.get(HmsProperties.USERNAME)
                .map(user -> List.of(new Field("username", user)))
                .orElse(List.of());
        return new VendPlan(
                operation,
                fields,
                Reuse.NEVER,
                hops -> issued(credential, new HmsContents(context).opened(request.connection(), values)));
    }

    private VendPlan delegation(VendRequest request) {
        PropertyValues values = request.properties();
        String principal = values.require(HmsProperties.CLIENT_PRINCIPAL);
        List<Field> fields = List.of(new Field("tokenOwner", principal), new Field("renewer", principal));
        return new VendPlan("hms:get_delegation_token", fields, Reuse.UNTIL_EXPIRY, hops -> {
            PropertyValues opened = new HmsContents(context).opened(request.connection(), values);
            try (KerberosLogin login = new HmsContents(context).login(request.connection(), values)) {
                return issued(token(request, opened, login), opened);
            }
        });
    }

    private Credential token(VendRequest request, PropertyValues opened, KerberosLogin login) {
        Limits limits = new Limits(HmsContents.LONGEST_CONNECT, context.timeout(), HmsContents.LARGEST_MESSAGE);
        Wire wire = new Wire(Terms.of(opened, limits), new HmsContents(context).dial(limits));
        String service = opened.require(HmsProperties.SERVICE_PRINCIPAL);
        ConnectionException last = null;
        for (HostPort server : opened.require(HmsProperties.URIS)) {
            try (Session session = wire.open(server, new Identity.Ticket(login, service))) {
                return token(session.calls(), server, request);
            } catch (ConnectionException e) {
                if (last != null) {
                    e.addSuppressed(last);
                }
                last = e;
            }
        }
        throw Objects.requireNonNull(last);
    }

    private Credential token(Calls calls, HostPort server, VendRequest request) {
        Connection connection = request.connection();
        String principal = request.properties().require(HmsProperties.CLIENT_PRINCIPAL);
        try {
            Secret text = Secret.of(calls.get_delegation_token(principal, principal));
            DelegationToken token = DelegationToken.read(text);
            Instant latest = context.clock().instant().plus(request.lifetime());
            Instant end = end(calls, text, token);
            String service = token.service().isEmpty()
                    ? connection.properties().require(HmsProperties.SERVICE_PRINCIPAL)
                    : token.service();
            return new Credential.Delegation(
                    token.kind(), service, text, Optional.of(end.isBefore(latest) ? end : latest));
        } catch (TException e) {
            throw HmsErrors.of(e, server);
        }
    }

    /** Only a renewal tells when a token ends; a metastore that refuses it to the owner leaves the usual time. */
    private static Instant end(Calls calls, Secret text, DelegationToken token) throws TException {
        try {
            return Instant.ofEpochMilli(calls.renew_delegation_token(text.reveal()));
        } catch (TException e) {
            if (HmsErrors.isBroken(e)) {
                throw e;
            }
            Instant usual = token.issued().plus(USUAL_RENEWAL);
            return usual.isBefore(token.latestEnd()) ? usual : token.latestEnd();
        }
    }

    private static Issued issued(Credential credential, PropertyValues opened) {
        return new Issued(credential, List.of(), opened, Map.of(), Receipt.none());
    }
}
