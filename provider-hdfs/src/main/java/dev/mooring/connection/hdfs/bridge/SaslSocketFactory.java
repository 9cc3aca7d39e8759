package dev.mooring.connection.hdfs.bridge;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/**
 * Sockets over which no name node is talked to that does not authenticate. Hadoop refuses to fall back to simple
 * authentication only where the whole JVM has security switched on; here each socket refuses by itself. Made by Hadoop,
 * by name.
 */
public final class SaslSocketFactory extends OwnSocketFactory {
    /** Used by Hadoop. */
    public SaslSocketFactory() {}

    @Override
    public Socket createSocket() throws IOException {
        return new GuardedSocket();
    }

    private static final class GuardedSocket extends Socket {
        private final RpcHandshake handshake = new RpcHandshake();

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new Guarded(super.getOutputStream(), handshake);
        }
    }

    private static final class Guarded extends FilterOutputStream {
        private final RpcHandshake handshake;

        Guarded(OutputStream out, RpcHandshake handshake) {
            super(out);
            this.handshake = handshake;
        }

        @Override
        public void write(int b) throws IOException {
            handshake.check(new byte[] {(byte) b}, 0, 1);
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            handshake.check(bytes, offset, length);
            out.write(bytes, offset, length);
        }
    }
}
