package dev.mooring.connection.hdfs;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.hdfs.bridge.HadoopIdentity;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.Receipt;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendPlan.Field;
import dev.mooring.connection.spi.VendPlan.Reuse;
import dev.mooring.connection.spi.VendRequest;
import dev.mooring.connection.support.kerberos.KerberosLogin;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.security.token.delegation.DelegationTokenIdentifier;
import org.apache.hadoop.security.token.Token;

/**
 * Hands out a delegation token of the name node, which stands for the principal without its keytab; where the cluster
 * takes every user's word there is nothing but the name.
 */
final class HdfsVendor implements CredentialVendor {
    private static final String OPERATION = "hdfs:GetDelegationToken";

    private final ProviderContext context;
    private final HdfsLogin login;

    HdfsVendor(ProviderContext context) {
        this.context = context;
        this.login = new HdfsLogin(context);
    }

    @Override
    public VendPlan plan(VendRequest request) {
        HdfsSettings settings = new HdfsSettings(request.connection().id(), request.properties());
        if (!settings.usesKerberos()) {
            return new VendPlan(
                    "user name without proof",
                    List.of(
                            new Field("user", settings.user()),
                            new Field("proof", "none: the name nodes take the name on trust"),
                            new Field("reach", "all that " + settings.user() + " may do on the cluster")),
                    Reuse.NEVER,
                    hops -> issued(new Credential.Anonymous(), settings));
        }
        return new VendPlan(
                OPERATION,
                List.of(
                        new Field("owner", settings.user()),
                        new Field("renewer", settings.user()),
                        new Field("reach", "all that " + settings.user() + " may do on the cluster")),
                Reuse.UNTIL_EXPIRY,
                hops -> token(request, settings));
    }

    private Issued token(VendRequest request, HdfsSettings settings) throws InterruptedException {
        List<HostPort> servers = admitted(settings);
        Map<String, String> bounded = HdfsSettings.bounded(settings.cluster(servers), context.timeout());
        try (KerberosLogin principal = login.open(request.connection(), request.properties());
                DistributedFileSystem files =
                        HadoopIdentity.of(principal.subject()).open(HadoopIdentity.configuration(bounded))) {
            return issued(delegation(files, request, settings), settings);
        } catch (IOException | RuntimeException e) {
            throw HdfsErrors.translate(e, OPERATION + " for " + settings.user() + " at " + settings);
        }
    }

    /** The principal is its own renewer: only renewing tells when a token ends, for the name node alone knows its interval. */
    private Credential delegation(DistributedFileSystem files, VendRequest request, HdfsSettings settings)
            throws IOException {
        Token<DelegationTokenIdentifier> token = files.getDelegationToken(settings.user());
        if (token == null) {
            throw new ConnectionException(
                    ConnectionError.NOT_SUPPORTED,
                    "the name node issues no delegation tokens",
                    "let the cluster's operator switch on dfs.namenode.delegation.token.always-use or Kerberos");
        }
        long end = files.getClient().getNamenode().renewDelegationToken(token);
        Instant longest = context.clock().instant().plus(request.lifetime());
        Instant expiry = Instant.ofEpochMilli(end);
        return new Credential.Delegation(
                token.getKind().toString(),
                token.getService().toString(),
                Secret.of(token.encodeToUrlString()),
                Optional.of(expiry.isBefore(longest) ? expiry : longest));
    }

    private static Issued issued(Credential credential, HdfsSettings settings) {
        return new Issued(credential, List.of(), settings.details(), Map.of(), Receipt.none());
    }

    /** The name nodes whose addresses the deployment lets this connection reach; one that does not resolve is left out. */
    private List<HostPort> admitted(HdfsSettings settings) {
        List<HostPort> admitted = new ArrayList<>();
        List<ConnectionException> refusals = new ArrayList<>();
        for (HostPort server : settings.servers()) {
            try {
                context.resolve(server.host());
                admitted.add(server);
            } catch (ConnectionException e) {
                refusals.add(e);
            }
        }
        if (admitted.isEmpty()) {
            throw refusals.get(0);
        }
        return admitted;
    }
}
