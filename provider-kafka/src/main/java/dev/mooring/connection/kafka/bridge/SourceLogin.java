package dev.mooring.connection.kafka.bridge;

import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.auth.Login;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.jspecify.annotations.Nullable;

/**
 * A login without content: what proves the identity is asked for at each authentication, so nothing is kept, nothing refreshed
 * and no thread runs. Made by Kafka, which finds its name in {@link KafkaClientProperties}.
 */
public final class SourceLogin implements Login {
    private final Subject subject = new Subject();

    /** Used by Kafka. */
    public SourceLogin() {}

    /** The module of Kafka that stands for the mechanism. */
    static String moduleOf(String wireName) {
        return switch (wireName) {
            case "PLAIN" -> PlainLoginModule.class.getName();
            case "OAUTHBEARER" -> OAuthBearerLoginModule.class.getName();
            case "GSSAPI" -> "com.sun.security.auth.module.Krb5LoginModule";
            default -> ScramLoginModule.class.getName();
        };
    }

    @Override
    public void configure(
            Map<String, ?> configs,
            String contextName,
            Configuration configuration,
            AuthenticateCallbackHandler loginCallbackHandler) {
        for (var entry : configuration.getAppConfigurationEntry(contextName)) {
            load(entry.getLoginModuleName());
        }
    }

    /** Kafka's modules make their SASL mechanisms known to the JDK when they are loaded. */
    private static void load(String module) {
        try {
            Class.forName(module, true, SourceLogin.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(module + " belongs to Kafka's clients", e);
        }
    }

    @Override
    @SuppressWarnings("NullAway") // no caller reads it, and a LoginContext needs a module to run
    public @Nullable LoginContext login() throws LoginException {
        return null;
    }

    @Override
    public Subject subject() {
        return subject;
    }

    @Override
    public @Nullable String serviceName() {
        return null;
    }

    @Override
    public void close() {}
}
