package dev.mooring.connection.core.internal.workspace;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;

/**
 * Resolves hosts and refuses addresses that answer with this machine's own credentials: a connection's endpoint is a
 * user's word.
 */
final class EgressGuard {
    /** Metadata services outside the link-local range: Alibaba Cloud, Azure and the IPv6 address of AWS. */
    private static final Set<String> METADATA = Set.of("100.100.100.200", "168.63.129.16", "fd00:ec2:0:0:0:0:0:254");

    private final Set<String> admitted;

    EgressGuard(Set<String> admitted) {
        this.admitted = Set.copyOf(admitted);
    }

    List<InetAddress> resolve(String host) {
        List<InetAddress> addresses = lookUp(host);
        addresses.forEach(address -> requireAllowed(host, address));
        return addresses;
    }

    private static List<InetAddress> lookUp(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            throw new ConnectionException(
                    ConnectionError.ENDPOINT_UNREACHABLE,
                    "host " + host + " does not resolve",
                    "check the spelling of the host and this machine's name server",
                    e);
        }
    }

    private void requireAllowed(String host, InetAddress address) {
        String text = address.getHostAddress().replaceFirst("%.*", "");
        boolean isRefused = address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || METADATA.contains(text);
        if (isRefused && !admitted.contains(text)) {
            throw new ConnectionException(
                    ConnectionError.EGRESS_REFUSED,
                    "host " + host + " resolves to " + text + ", a link-local or metadata address",
                    "use another endpoint; a deployment that needs it admits the address " + text);
        }
    }
}
