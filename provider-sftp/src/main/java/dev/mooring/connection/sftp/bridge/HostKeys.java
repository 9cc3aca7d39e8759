package dev.mooring.connection.sftp.bridge;

import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.signature.Signature;

/**
 * Trusts a server whose key is pinned, and no other: an unknown key is never taken on faith. Remembers what a server showed,
 * for messages. Safe for use by threads.
 */
final class HostKeys implements ServerKeyVerifier {
    private static final String FINGERPRINT = "SHA256:";

    private final List<String> pinned;
    private volatile Optional<PublicKey> shown = Optional.empty();

    HostKeys(List<String> pinned) {
        this.pinned = List.copyOf(pinned);
    }

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress server, PublicKey key) {
        shown = Optional.of(key);
        return pinned.stream().anyMatch(pin -> isPinned(pin, key));
    }

    /** The key that the server showed, as a failure says it; empty before it has. */
    Optional<UntrustedHostKeyException> refusal() {
        return shown.filter(key -> pinned.stream().noneMatch(pin -> isPinned(pin, key)))
                .map(key -> new UntrustedHostKeyException(fingerprint(key), line(key), !pinned.isEmpty()));
    }

    /** What is shown of the key that was trusted. */
    Optional<String> trusted() {
        return shown.map(key -> KeyUtils.getKeyType(key) + " " + fingerprint(key));
    }

    /** Puts the kinds of the pinned keys first, so that a server with keys of several kinds shows one of these. */
    List<NamedFactory<Signature>> ordered(List<NamedFactory<Signature>> all) {
        List<NamedFactory<Signature>> first = new ArrayList<>();
        List<NamedFactory<Signature>> rest = new ArrayList<>();
        for (NamedFactory<Signature> each : all) {
            boolean isPinned = pinned.stream()
                    .map(pin -> pin.substring(0, Math.max(0, pin.indexOf(' '))))
                    .anyMatch(kind -> each.getName().equals(kind)
                            || (kind.equals("ssh-rsa") && each.getName().startsWith("rsa-sha2-")));
            (isPinned ? first : rest).add(each);
        }
        first.addAll(rest);
        return first;
    }

    private static boolean isPinned(String pin, PublicKey key) {
        return pin.startsWith(FINGERPRINT)
                ? fingerprint(key).equals(pin.replaceFirst("=$", ""))
                : line(key).equals(pin.split(" ", 3)[0] + " " + pin.split(" ", 3)[1]);
    }

    private static String fingerprint(PublicKey key) {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
    }

    private static String line(PublicKey key) {
        return PublicKeyEntry.toString(key);
    }
}
