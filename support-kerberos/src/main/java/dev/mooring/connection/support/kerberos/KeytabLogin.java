package dev.mooring.connection.support.kerberos;

import static java.util.Objects.requireNonNull;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import java.util.Map;
import java.util.regex.Pattern;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;

/** One way to log in, used for the first ticket and for every next one. */
record KeytabLogin(String principal, Secret keytab) {
    private static final String MODULE = "com.sun.security.auth.module.Krb5LoginModule";
    private static final Pattern PRINCIPAL = Pattern.compile("[^@\\s\\p{Cntrl}]+@[^@/\\s\\p{Cntrl}]+");
    private static final CallbackHandler NOBODY_TO_ASK = callbacks -> {
        throw new UnsupportedCallbackException(callbacks[0], "nobody is asked for a password");
    };

    static KeytabLogin of(String principal, Secret keytab) {
        // Without a realm the JVM would add its default one, which may be that of another connection
        if (!PRINCIPAL.matcher(requireNonNull(principal, "principal")).matches()) {
            throw new ConnectionException(
                    ConnectionError.INVALID_PROPERTIES,
                    "the principal " + principal.replaceAll("\\p{Cntrl}", "?") + " is not of the form name@REALM",
                    "write the principal with its realm, for instance etl@EXAMPLE.COM");
        }
        Keytab.read(keytab).requirePrincipal(principal);
        return new KeytabLogin(principal, keytab);
    }

    /** A new subject with a new ticket. */
    Subject run() {
        Subject subject = new Subject();
        try (KeytabFile file = KeytabFile.write(keytab)) {
            new LoginContext(MODULE, subject, NOBODY_TO_ASK, from(file)).login();
            return subject;
        } catch (LoginException e) {
            throw KerberosErrors.of(principal, e);
        }
    }

    private Configuration from(KeytabFile file) {
        Map<String, String> options = Map.of(
                "principal", principal,
                "useKeyTab", "true",
                "keyTab", file.path().toString(),
                "storeKey", "false",
                "useTicketCache", "false",
                "doNotPrompt", "true",
                "isInitiator", "true",
                "refreshKrb5Config", "true");
        AppConfigurationEntry entry = new AppConfigurationEntry(MODULE, LoginModuleControlFlag.REQUIRED, options);
        return new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                return new AppConfigurationEntry[] {entry};
            }
        };
    }
}
