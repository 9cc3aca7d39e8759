package dev.mooring.connection.hdfs;

import dev.mooring.connection.Connection;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.kerberos.KerberosLogin;
import dev.mooring.connection.support.kerberos.Keytab;

/** Logs connections in with their own principal and keytab and nothing else. */
final class HdfsLogin {
    private final ProviderContext context;

    HdfsLogin(ProviderContext context) {
        this.context = context;
    }

    /** The keytab is read anew, so that a replaced file is used at once; the caller closes the login. */
    KerberosLogin open(Connection connection, PropertyValues values) {
        values.get(HdfsProperties.KRB5_CONFIG)
                .ifPresent(conf -> context.kerberos()
                        .admit(
                                connection,
                                context.contents(connection).open(conf).reveal()));
        String principal = values.require(HdfsProperties.PRINCIPAL);
        Secret keytab = context.contents(connection).open(values.require(HdfsProperties.KEYTAB));
        Keytab.read(keytab).requirePrincipal(principal);
        context.kerberos().requireKnown(principal);
        return KerberosLogin.open(principal, keytab, context.clock());
    }
}
