package dev.mooring.connection.support.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.References;
import dev.mooring.connection.tck.FakeProviderContext;
import dev.mooring.connection.tck.FakeReferences;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** The module on a class path without the AWS SDK. */
class MissingSignerTest {
    private static final String SECRETS = "dev.mooring.connection.support.secrets.";

    @Test
    void saysWhatToAdd() throws Exception {
        FakeReferences references = new FakeReferences()
                .add(
                        "lake",
                        TypeId.of(ConnectionCategory.STORAGE, "S3", Cloud.AWS),
                        new AccessKey("AKIAEXAMPLE", Secret.of("secret-of-the-key")));
        try (WithoutSdk loader = new WithoutSdk()) {
            Class<?> secret = loader.loadClass(SECRETS + "RemoteSecret");
            Class<?> place = loader.loadClass(SECRETS + "RemoteSecret$Place");
            Object where = place.getConstructors()[0].newInstance("ledger", "eu-west-1", "lake", "SECRET_CONNECTION");
            try {
                secret.getMethod("read", place, References.class, ProviderContext.class)
                        .invoke(null, where, references, new FakeProviderContext(Clock.systemUTC()));
                throw new AssertionError("the secret was read");
            } catch (InvocationTargetException e) {
                assertThat(e.getCause()).isInstanceOfSatisfying(ConnectionException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(ConnectionError.NOT_CONFIGURED);
                    assertThat(failure.remedy()).contains("add software.amazon.awssdk:http-auth-aws");
                });
            }
        }
    }

    /** Defines the module's classes itself and knows no class of the SDK. */
    private static final class WithoutSdk extends URLClassLoader {
        WithoutSdk() {
            super(
                    new URL[] {
                        RemoteSecret.class.getProtectionDomain().getCodeSource().getLocation()
                    },
                    RemoteSecret.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("software.amazon.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith(SECRETS)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }
}
