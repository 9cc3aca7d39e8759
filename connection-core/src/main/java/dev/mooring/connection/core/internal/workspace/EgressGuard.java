package dev.mooring.connection.core.internal.workspace;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Resolves hosts and refuses addresses that answer with this machine's own credentials: a connection's endpoint is a
 * user's word.
 */
final class EgressGuard {
    /** Metadata services outside the link-local range: of Alibaba Cloud, Azure, Oracle, AWS (two) and Google. */
    private static final Set<String> METADATA = Set.of(
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.192",
            "fd00:ec2:0:0:0:0:0:254",
            "fd00:ec2:0:0:0:0:0:23",
            "fd20:ce:0:0:0:0:0:254");

    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
    private static final byte[] COMPATIBLE = new byte[12];
    private static final byte[] SIX_TO_FOUR = {0x20, 0x02};

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
        boolean isRefused = isRefused(address)
                || embedded(address).filter(EgressGuard::isRefused).isPresent();
        if (isRefused && !admitted.contains(text)) {
            throw new ConnectionException(
                    ConnectionError.EGRESS_REFUSED,
                    "host " + host + " resolves to " + text + ", a link-local or metadata address",
                    "use another endpoint; a deployment that needs it admits the address " + text);
        }
    }

    private static boolean isRefused(InetAddress address) {
        return address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || METADATA.contains(address.getHostAddress().replaceFirst("%.*", ""));
    }

    /** The IPv4 address that an IPv6 one leads to through a translator. */
    private static Optional<InetAddress> embedded(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != 16 || address.isLoopbackAddress() || address.isAnyLocalAddress()) {
            return Optional.empty();
        }
        if (startsWith(bytes, NAT64) || startsWith(bytes, COMPATIBLE)) {
            return Optional.of(ipv4(bytes, 12));
        }
        return startsWith(bytes, SIX_TO_FOUR) ? Optional.of(ipv4(bytes, 2)) : Optional.empty();
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static InetAddress ipv4(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
