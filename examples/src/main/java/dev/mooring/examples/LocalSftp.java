package dev.mooring.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** An SFTP server in this process, on 127.0.0.1, with one user and one file. */
final class LocalSftp implements AutoCloseable {
    static final String USER = "ann";
    static final String PASSWORD = "local-password-of-the-files";

    private final SshServer server = SshServer.setUpDefaultServer();
    private final Path home;
    private final KeyPair key;

    private LocalSftp() throws IOException, GeneralSecurityException {
        home = Files.createTempDirectory("mooring-sftp");
        Files.createDirectory(home.resolve("incoming"));
        Files.writeString(home.resolve("incoming").resolve("orders.csv"), "1 anchor");
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        key = generator.generateKeyPair();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(key));
        server.setPasswordAuthenticator((user, password, session) -> user.equals(USER) && password.equals(PASSWORD));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(home));
        server.start();
    }

    static LocalSftp start() throws IOException, GeneralSecurityException {
        return new LocalSftp();
    }

    int port() {
        return server.getPort();
    }

    /** What its operator would tell by telephone. */
    String fingerprint() {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key.getPublic());
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
