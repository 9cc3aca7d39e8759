package dev.mooring.connection.kafka.bridge;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Bearer;
import dev.mooring.connection.credential.Credential.Certificate;
import dev.mooring.connection.credential.Credential.Login;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.sasl.RealmCallback;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.auth.SaslExtensionsCallback;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;
import org.apache.kafka.common.security.scram.ScramExtensionsCallback;
import org.jspecify.annotations.Nullable;

/**
 * Answers a SASL client with the source's credential, asked for anew at every authentication. Made by Kafka, which finds its
 * name in {@link KafkaClientProperties}. Safe for use by threads.
 */
public final class SourceCallbackHandler implements AuthenticateCallbackHandler {
    private volatile @Nullable SourceHandle handle;

    /** Used by Kafka. */
    public SourceCallbackHandler() {}

    @Override
    public void configure(Map<String, ?> configs, String saslMechanism, List<AppConfigurationEntry> entries) {
        handle = SourceHandle.in(configs);
    }

    @Override
    public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
        SourceHandle present = handle;
        if (present == null) {
            throw new IllegalStateException("not configured");
        }
        try {
            Once once = new Once(present);
            for (Callback callback : callbacks) {
                answer(callback, once);
            }
        } catch (ConnectionException e) {
            // the form in which a SASL client bears a failure
            throw new IOException(e.toString(), e);
        }
    }

    private static void answer(Callback callback, Once once) throws UnsupportedCallbackException {
        if (callback instanceof NameCallback name) {
            name.setName(once.login().username());
        } else if (callback instanceof PasswordCallback password) {
            password.setPassword(once.login().password().reveal().toCharArray());
        } else if (callback instanceof OAuthBearerTokenCallback token) {
            token.token(new SourceToken(once.bearer()));
        } else if (callback instanceof RealmCallback realm) {
            realm.setText(realm.getDefaultText());
        } else if (!(callback instanceof SaslExtensionsCallback || callback instanceof ScramExtensionsCallback)) {
            throw new UnsupportedCallbackException(
                    callback, "no secret of this kind is asked for by Kafka's mechanisms");
        }
    }

    @Override
    public void close() {}

    /** User and password that are asked for together come from one credential. */
    private static final class Once {
        private final SourceHandle handle;
        private @Nullable Credential credential;

        Once(SourceHandle handle) {
            this.handle = handle;
        }

        Login login() {
            Credential present = credential();
            if (present instanceof Login login) {
                return login;
            }
            if (present instanceof Certificate certificate) {
                return certificate.login().orElseThrow(() -> handle.changed(present));
            }
            throw handle.changed(present);
        }

        Bearer bearer() {
            if (credential() instanceof Bearer bearer) {
                return bearer;
            }
            throw handle.changed(credential());
        }

        private Credential credential() {
            Credential present = credential;
            if (present == null) {
                present = handle.get(Credential.class);
                credential = present;
            }
            return present;
        }
    }
}
