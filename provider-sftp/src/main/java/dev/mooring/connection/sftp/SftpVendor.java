package dev.mooring.connection.sftp;

import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Login;
import dev.mooring.connection.credential.Credential.SshKey;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.sftp.bridge.SftpEndpoint;
import dev.mooring.connection.spi.Contents;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.Receipt;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendPlan.Field;
import dev.mooring.connection.spi.VendPlan.Reuse;
import dev.mooring.connection.spi.VendRequest;
import dev.mooring.connection.support.network.Certificates;
import dev.mooring.connection.support.network.HostProperties;
import dev.mooring.connection.support.network.PrivateKeyPem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Hands out the stored password, or the stored key as it is at each vend, its passphrase removed. */
final class SftpVendor implements CredentialVendor {
    private final ProviderContext context;

    SftpVendor(ProviderContext context) {
        this.context = context;
    }

    @Override
    public VendPlan plan(VendRequest request) {
        PropertyValues values = request.properties();
        String user = values.require(SftpProperties.USERNAME);
        boolean isKey = values.has(SftpProperties.PRIVATE_KEY);
        return new VendPlan(
                isKey ? "stored key" : "stored login",
                List.of(new Field("username", user)),
                Reuse.NEVER,
                hops -> new Issued(
                        isKey
                                ? key(user, values, context.contents(request.connection()))
                                : new Login(user, values.require(SftpProperties.PASSWORD), Optional.empty()),
                        List.of(),
                        details(values),
                        Map.of(),
                        Receipt.none()));
    }

    /** The egress guard is asked here, since whoever gets the credential connects by a client that knows of no guard. */
    private PropertyValues details(PropertyValues values) {
        HostPort server = HostProperties.server(values, SftpProperties.HOST, SftpProperties.PORT);
        context.resolve(server.host());
        return new SftpEndpoint(server, values.get(SftpProperties.HOST_KEYS).orElse(List.of())).details();
    }

    private static Credential key(String user, PropertyValues values, Contents contents) {
        KeyPair pair =
                pair(contents.open(values.require(SftpProperties.PRIVATE_KEY)), values.get(SftpProperties.PASSPHRASE));
        return new SshKey(
                user,
                PublicKeyEntry.toString(pair.getPublic()),
                PrivateKeyPem.pem(pair.getPrivate().getEncoded()),
                Optional.empty());
    }

    private static KeyPair pair(Secret text, Optional<Secret> passphrase) {
        FilePasswordProvider words = passphrase
                .map(secret -> FilePasswordProvider.of(secret.reveal()))
                .orElse(FilePasswordProvider.EMPTY);
        try {
            Iterable<KeyPair> pairs = SecurityUtils.loadKeyPairIdentities(
                    null,
                    NamedResource.ofName(SftpProperties.PRIVATE_KEY.name()),
                    new ByteArrayInputStream(text.revealBytes()),
                    words);
            Iterator<KeyPair> found = pairs == null ? List.<KeyPair>of().iterator() : pairs.iterator();
            if (found.hasNext()) {
                return found.next();
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // without the failure: what reads keys may repeat them
            throw unreadable(passphrase);
        }
        throw unreadable(passphrase);
    }

    private static RuntimeException unreadable(Optional<Secret> passphrase) {
        return Certificates.unusable(
                SftpProperties.PRIVATE_KEY.name(),
                "holds no private key that can be read" + (passphrase.isPresent() ? " with PASSPHRASE" : ""),
                "give an OpenSSH or PEM key, and its PASSPHRASE if it is encrypted");
    }
}
