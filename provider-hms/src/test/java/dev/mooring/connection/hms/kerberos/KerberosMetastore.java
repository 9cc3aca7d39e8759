package dev.mooring.connection.hms.kerberos;

import dev.mooring.testserver.hms.TestMetastore;
import dev.mooring.testserver.kdc.TestKdc;
import java.util.Base64;

/** A realm and the real server in it, for one process. */
final class KerberosMetastore implements AutoCloseable {
    static final String CLIENT = "alice@EXAMPLE.COM";
    static final String SERVICE = "hive/_HOST@EXAMPLE.COM";

    private final TestKdc kdc = TestKdc.start("EXAMPLE.COM");
    private final TestMetastore server = TestMetastore.builder()
            .kerberos("hive/localhost@EXAMPLE.COM", kdc.keytab("hive/localhost"), kdc.krb5Conf())
            .set("hadoop.proxyuser.hive.hosts", "*")
            .start();
    private final byte[] keytab = kdc.keytabBytes("alice");

    TestKdc kdc() {
        return kdc;
    }

    TestMetastore server() {
        return server;
    }

    /** The keytab of {@link #CLIENT}, as a property has it. */
    String keytab() {
        return "base64:" + Base64.getEncoder().encodeToString(keytab);
    }

    @Override
    public void close() {
        server.close();
        kdc.close();
    }
}
