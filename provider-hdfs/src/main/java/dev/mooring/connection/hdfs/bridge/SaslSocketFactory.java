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
            return new Guarded(super.getOutputStream(), this);
        }

        /** Closes when it refuses: Hadoop may have begun to wait for an answer. */
        private void check(byte[] bytes, int offset, int length) throws IOException {
            try {
                handshake.check(bytes, offset, length);
            } catch (IOException e) {
                close();
                throw e;
            }
        }
    }

    private static final class Guarded extends FilterOutputStream {
        private final GuardedSocket socket;

        Guarded(OutputStream out, GuardedSocket socket) {
            super(out);
            this.socket = socket;
        }

        @Override
        public void write(int b) throws IOException {
            socket.check(new byte[] {(byte) b}, 0, 1);
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            socket.check(bytes, offset, length);
            out.write(bytes, offset, length);
        }
    }
}
