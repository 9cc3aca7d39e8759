package dev.mooring.connection.hdfs.server;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Points this JVM to the test realm's krb5.conf while a class runs whose context is a fake. */
public final class JvmRealm implements BeforeAllCallback, AfterAllCallback {
    private static final String PROPERTY = "java.security.krb5.conf";

    @Override
    public void beforeAll(ExtensionContext context) {
        System.setProperty(PROPERTY, Clusters.kdc().krb5Conf().toString());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        System.clearProperty(PROPERTY);
    }
}
