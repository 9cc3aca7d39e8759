package dev.mooring.connection.hms;

import dev.mooring.testserver.hms.TestMetastore;
import java.nio.file.Files;
import java.nio.file.Path;

/** The real servers that the tests of one process share: each is started when it is first asked for. */
public final class Metastores {
    public static final String USER = "alice";
    public static final String PASSWORD = "correct-horse-canary";

    private Metastores() {}

    /** Lets anybody in. */
    public static TestMetastore open() {
        return Open.SERVER;
    }

    /** Lets in {@link #USER}. */
    public static TestMetastore password() {
        return Password.SERVER;
    }

    /** As {@link #password()}, with another password. */
    public static TestMetastore otherPassword() {
        return OtherPassword.SERVER;
    }

    /** Lets in {@link #USER}, over TLS, with {@link #certificates()}. */
    public static TestMetastore tls() {
        return Tls.SERVER;
    }

    public static Certificates certificates() {
        return Tls.CERTIFICATES;
    }

    private static TestMetastore started(TestMetastore.Builder builder) {
        TestMetastore server = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        return server;
    }

    private static final class Open {
        static final TestMetastore SERVER = started(TestMetastore.builder());
    }

    private static final class Password {
        static final TestMetastore SERVER = started(TestMetastore.builder().login(USER, PASSWORD));
    }

    private static final class OtherPassword {
        static final TestMetastore SERVER = started(TestMetastore.builder().login(USER, "another-password"));
    }

    private static final class Tls {
        static final Certificates CERTIFICATES = certificates();
        static final TestMetastore SERVER = started(
                TestMetastore.builder().login(USER, PASSWORD).tls(CERTIFICATES.keyStore(), Certificates.PASSWORD));

        private static Certificates certificates() {
            try {
                Path directory = Files.createTempDirectory("hms-tls");
                directory.toFile().deleteOnExit();
                return Certificates.of(directory, "localhost");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
