package dev.mooring.connection.hdfs.bridge;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.ipc.protobuf.RpcHeaderProtos.RpcRequestHeaderProto;
import org.apache.hadoop.ipc.protobuf.RpcHeaderProtos.RpcSaslProto;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.security.SaslRpcServer.AuthMethod;

/**
 * What a client of Hadoop's RPC says first, read as it is sent: the header {@code hrpc} with the protocol SASL, a frame
 * that asks for the ways to authenticate, and one that chooses among them. A client that the server told to fall back
 * chooses none; that is refused before it is sent. Other protocols pass, such as that of data nodes.
 */
final class RpcHandshake {
    private static final byte[] MAGIC = {'h', 'r', 'p', 'c'};
    private static final int AUTHENTICATION = 6;
    private static final int HEADER = 7;
    private static final byte SASL = (byte) -33;
    private static final int SASL_CALL = -33;
    private static final int LONGEST_CHOICE = 1 << 20;

    private final ByteArrayOutputStream choice = new ByteArrayOutputStream();
    private boolean done;
    private int position;
    private int frames;
    private int lengthBytes;
    private int frameLeft;

    synchronized void check(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length && !done; i++) {
            take(bytes[i]);
        }
    }

    private void take(byte b) throws IOException {
        if (position < MAGIC.length) {
            done = b != MAGIC[position];
        } else if (position == AUTHENTICATION && b != SASL) {
            throw refused();
        } else if (position >= HEADER) {
            frame(b);
        }
        if (position <= HEADER) {
            position++;
        }
    }

    private void frame(byte b) throws IOException {
        if (lengthBytes < Integer.BYTES) {
            frameLeft = (frameLeft << Byte.SIZE) | (b & 0xFF);
            lengthBytes++;
            return;
        }
        frameLeft--;
        if (frames == 1) {
            choice.write(b);
        }
        if (frameLeft == 0) {
            frames++;
            lengthBytes = 0;
        }
        if (frames == 2) {
            judge();
        } else if (choice.size() > LONGEST_CHOICE) {
            throw refused();
        }
    }

    private void judge() throws IOException {
        InputStream read = new ByteArrayInputStream(choice.toByteArray());
        choice.reset();
        RpcRequestHeaderProto header = RpcRequestHeaderProto.parseDelimitedFrom(read);
        if (header == null || header.getCallId() != SASL_CALL) {
            throw refused();
        }
        RpcSaslProto chosen = RpcSaslProto.parseDelimitedFrom(read);
        if (chosen == null || chosen.getAuthsCount() != 1 || isSimple(chosen)) {
            throw refused();
        }
        done = true;
    }

    private static boolean isSimple(RpcSaslProto chosen) {
        return chosen.getAuths(0).getMethod().equals(AuthMethod.SIMPLE.name());
    }

    private static AccessControlException refused() {
        return new AccessControlException(
                "Server asks us to fall back to SIMPLE auth, which a connection with Kerberos never does");
    }
}
