package dev.mooring.connection.support.kerberos;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.apache.kerby.kerberos.kerb.KrbErrorCode;
import org.apache.kerby.kerberos.kerb.type.KerberosTime;
import org.apache.kerby.kerberos.kerb.type.base.KrbError;
import org.apache.kerby.kerberos.kerb.type.base.NameType;
import org.apache.kerby.kerberos.kerb.type.base.PrincipalName;

/** A KDC that answers each request with one error. */
final class RefusingKdc implements AutoCloseable {
    private final ServerSocket server;
    private final byte[] answer;

    private RefusingKdc(ServerSocket server, byte[] answer) {
        this.server = server;
        this.answer = answer;
    }

    static RefusingKdc start(String realm, int errorNumber) throws IOException {
        KrbError error = new KrbError();
        error.setStime(KerberosTime.now());
        error.setSusec(0);
        error.setErrorCode(KrbErrorCode.fromValue(errorNumber));
        error.setRealm(realm);
        error.setSname(new PrincipalName("krbtgt/" + realm, NameType.NT_SRV_INST));
        RefusingKdc kdc = new RefusingKdc(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), error.encode());
        Thread thread = new Thread(kdc::serve, "refusing-kdc");
        thread.setDaemon(true);
        thread.start();
        return kdc;
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                DataInputStream in = new DataInputStream(client.getInputStream());
                in.readNBytes(in.readInt());
                DataOutputStream out = new DataOutputStream(client.getOutputStream());
                out.writeInt(answer.length);
                out.write(answer);
                out.flush();
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
