package dev.mooring.connection.sftp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;

/** A real SFTP server in this process, on 127.0.0.1, with one user and a directory of its own. */
final class TestSftp implements AutoCloseable {
    static final String USER = "ann";
    static final String PASSWORD = "pw-\"canary\"-ßft/p+1";

    private final SshServer server = SshServer.setUpDefaultServer();
    private final Path home;
    private final KeyPair hostKey;
    private final AtomicLong logins = new AtomicLong();
    private volatile String password = PASSWORD;
    private volatile PublicKey userKey;
    private volatile boolean isDenying;

    private TestSftp(KeyPair... hostKeys) throws IOException {
        this.hostKey = hostKeys[0];
        this.home = Files.createTempDirectory("sftp-home");
        Files.createDirectory(home.resolve("incoming"));
        Files.writeString(home.resolve("incoming").resolve("order.csv"), "1,anchor\n");
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKeys));
        server.setPasswordAuthenticator((user, given, session) -> {
            logins.incrementAndGet();
            return user.equals(USER) && given.equals(password);
        });
        server.setPublickeyAuthenticator(
                (user, key, session) -> user.equals(USER) && userKey != null && KeyUtils.compareKeys(key, userKey));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory.Builder()
                .withFileSystemAccessor(new Gate())
                .build()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(home));
        server.start();
    }

    static TestSftp start(KeyPair... hostKeys) {
        try {
            return new TestSftp(hostKeys);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new key of elliptic curves. */
    static KeyPair ecKey() {
        return key("EC", 256);
    }

    /** A new key of the kind that OpenSSH makes unless told otherwise. */
    static KeyPair ed25519Key() {
        try {
            return SecurityUtils.getKeyPairGenerator(SecurityUtils.ED25519).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair rsaKey() {
        return key("RSA", 3072);
    }

    private static KeyPair key(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String fingerprint(KeyPair key) {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key.getPublic());
    }

    static String line(KeyPair key) {
        return PublicKeyEntry.toString(key.getPublic());
    }

    int port() {
        return server.getPort();
    }

    String hostKey() {
        return line(hostKey);
    }

    void password(String changed) {
        password = changed;
    }

    void userKey(KeyPair key) {
        userKey = key.getPublic();
    }

    void deny(boolean denied) {
        isDenying = denied;
    }

    /** How many passwords it was shown. */
    long passwordsSeen() {
        return logins.get();
    }

    @Override
    public void close() {
        try {
            server.stop(true);
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Gate implements SftpFileSystemAccessor {
        @Override
        public DirectoryStream<Path> openDirectory(
                SftpSubsystemProxy subsystem,
                DirectoryHandle dirHandle,
                Path dir,
                String handle,
                java.nio.file.LinkOption... options)
                throws IOException {
            if (isDenying) {
                throw new AccessDeniedException(dir.toString());
            }
            return SftpFileSystemAccessor.super.openDirectory(subsystem, dirHandle, dir, handle, options);
        }
    }
}
