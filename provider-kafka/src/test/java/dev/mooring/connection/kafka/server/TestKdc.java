package dev.mooring.connection.kafka.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.server.SimpleKdcServer;

/** A Kerberos key distribution centre of a realm of its own, on 127.0.0.1, over TCP. */
public final class TestKdc implements AutoCloseable {
    /** The realm. */
    public static final String REALM = "KAFKA.TEST";

    private final SimpleKdcServer server;
    private final TemporaryFolder folder;
    private final int port;

    private TestKdc(SimpleKdcServer server, TemporaryFolder folder, int port) {
        this.server = server;
        this.folder = folder;
        this.port = port;
    }

    /** Starts one. It tells nobody: clients need {@link #krb5Conf()}. */
    public static TestKdc start() throws KrbException, IOException {
        SimpleKdcServer server = new SimpleKdcServer();
        TemporaryFolder folder = TemporaryFolder.create("kdc");
        int port = FreePorts.next();
        server.setKdcHost("127.0.0.1");
        server.setKdcRealm(REALM);
        server.setAllowUdp(false);
        server.setAllowTcp(true);
        server.setKdcTcpPort(port);
        server.setWorkDir(folder.path().toFile());
        server.init();
        server.start();
        return new TestKdc(server, folder, port);
    }

    /** The krb5.conf of its clients. */
    public String krb5Conf() {
        return """
                [libdefaults]
                  default_realm = %1$s
                  udp_preference_limit = 1
                  dns_lookup_kdc = false
                  dns_lookup_realm = false
                  dns_canonicalize_hostname = false
                  rdns = false
                [realms]
                  %1$s = {
                    kdc = 127.0.0.1:%2$d
                  }
                [domain_realm]
                  localhost = %1$s
                """.formatted(REALM, port);
    }

    /** The name of a principal with its realm. */
    public String principal(String name) {
        return name + "@" + REALM;
    }

    /** A new principal's keytab; a principal that exists keeps its key. */
    public byte[] keytab(String name) throws KrbException, IOException {
        return Files.readAllBytes(keytabFile(name).toPath());
    }

    /** As {@link #keytab}, as a file that lives as long as the server. */
    File keytabFile(String name) throws KrbException {
        File file = folder.path().resolve(name.replace('/', '_') + ".keytab").toFile();
        if (!file.exists()) {
            server.createPrincipal(name);
            server.exportPrincipal(name, file);
        }
        return file;
    }

    /** Gives a principal a new random key, so that older keytabs are worth nothing. */
    public void renew(String name) throws KrbException {
        server.deletePrincipal(principal(name));
        server.createPrincipal(name);
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (KrbException e) {
            throw new IOException(e);
        } finally {
            folder.close();
        }
    }
}
