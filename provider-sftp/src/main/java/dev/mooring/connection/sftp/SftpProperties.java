package dev.mooring.connection.sftp;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySchema.Group;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.support.network.HostProperties;
import java.util.List;

/** The properties of an SFTP connection. */
final class SftpProperties {
    static final PropertySpec<String> HOST =
            HostProperties.host("HOST").describe("host of the SFTP server").build();
    static final PropertySpec<Integer> PORT = HostProperties.port("PORT")
            .defaultsTo("22")
            .describe("port of the SFTP server")
            .build();
    static final PropertySpec<String> USERNAME = PropertySpec.text("USERNAME")
            .alias("USER", "USER_NAME")
            .describe("user that logs in")
            .build();
    static final PropertySpec<Secret> PASSWORD =
            PropertySpec.secret("PASSWORD").describe("password of that user").build();
    static final PropertySpec<Secret> PRIVATE_KEY = PropertySpec.secretContent("PRIVATE_KEY")
            .describe("private key of that user, OpenSSH or PEM, as text, base64:… or a file")
            .build();
    static final PropertySpec<Secret> PASSPHRASE = PropertySpec.secret("PASSPHRASE")
            .alias("PRIVATE_KEY_PASSPHRASE")
            .describe("passphrase of PRIVATE_KEY, if it is encrypted")
            .build();
    static final PropertySpec<List<String>> HOST_KEYS = PropertySpec.list("HOST_KEYS")
            .alias("HOST_KEY")
            .pattern(
                    "SHA256:[A-Za-z0-9+/]{43}=?|(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521))"
                            + " [A-Za-z0-9+/=]{40,4096}(?: [^,]{0,100})?",
                    "SHA256:… fingerprints, or keys such as ssh-ed25519 AAAA…")
            .describe("keys by which the server is known: public keys, or their SHA-256 fingerprints")
            .guardsSecrets()
            .build();
    static final PropertySpec<String> DIRECTORY = PropertySpec.text("DIRECTORY")
            .alias("PATH")
            .defaultsTo(".")
            .describe("directory that a test lists")
            .build();

    private SftpProperties() {}

    static PropertySchema schema() {
        return PropertySchema.builder()
                .required(HOST, USERNAME)
                .exactlyOneOf(Group.of(PASSWORD), Group.of(PRIVATE_KEY))
                .optional(PORT, PASSPHRASE, HOST_KEYS, DIRECTORY)
                .refuse("STRICT_HOST_KEY_CHECKING", "a server's key is always checked against HOST_KEYS")
                .refuse("NO_HOST_KEY_CHECK", "a server's key is always checked against HOST_KEYS")
                .build();
    }
}
