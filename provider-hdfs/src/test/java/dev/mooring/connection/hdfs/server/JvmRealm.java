package dev.mooring.connection.hdfs.server;

import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Points this JVM to the test realm's krb5.conf while a class runs whose context is a fake. */
public final class JvmRealm implements BeforeAllCallback, AfterAllCallback {
    static final String PROPERTY = "java.security.krb5.conf";

    @Override
    public void beforeAll(ExtensionContext context) {
        set(Optional.of(Clusters.kdc().krb5Conf().toString()));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        set(Optional.empty());
    }

    static void set(Optional<String> file) {
        file.ifPresentOrElse(path -> System.setProperty(PROPERTY, path), () -> System.clearProperty(PROPERTY));
    }
}
