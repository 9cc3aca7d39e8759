package dev.mooring.connection.hdfs.bridge;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.hadoop.ipc.protobuf.RpcHeaderProtos.RpcRequestHeaderProto;
import org.apache.hadoop.ipc.protobuf.RpcHeaderProtos.RpcSaslProto;
import org.apache.hadoop.ipc.protobuf.RpcHeaderProtos.RpcSaslProto.SaslAuth;
import org.apache.hadoop.ipc.protobuf.RpcHeaderProtos.RpcSaslProto.SaslState;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.Test;

/** What may be said to a name node first. */
class RpcHandshakeTest {
    private static final int SASL = -33;
    private static final int CONTEXT = -3;

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(sent);

    @Test
    void passesAChoiceOfKerberosOrAToken() throws IOException {
        for (String method : new String[] {"KERBEROS", "TOKEN"}) {
            sent.reset();
            header(SASL);
            frame(SASL, negotiate());
            frame(SASL, choice(method));
            frame(CONTEXT, negotiate());
            passes();
        }
    }

    @Test
    void refusesToFallBack() throws IOException {
        header(SASL);
        frame(SASL, negotiate());
        frame(SASL, choice("SIMPLE"));
        refuses();
    }

    @Test
    void refusesCallsWithoutAChoice() throws IOException {
        header(SASL);
        frame(SASL, negotiate());
        frame(CONTEXT, negotiate());
        refuses();
    }

    @Test
    void refusesToBeginWithoutNegotiation() throws IOException {
        header(0);
        refuses();
    }

    @Test
    void passesWhatIsSaidToDataNodes() throws IOException {
        out.writeShort(28);
        out.write(81);
        frame(CONTEXT, negotiate());
        passes();
    }

    /** In one piece and byte by byte. */
    private void refuses() {
        assertThatExceptionOfType(AccessControlException.class).isThrownBy(this::inOnePiece);
        assertThatExceptionOfType(AccessControlException.class).isThrownBy(this::byteByByte);
    }

    private void passes() {
        assertThatCode(this::inOnePiece).doesNotThrowAnyException();
        assertThatCode(this::byteByByte).doesNotThrowAnyException();
    }

    private void inOnePiece() throws IOException {
        new RpcHandshake().check(sent.toByteArray(), 0, sent.size());
    }

    private void byteByByte() throws IOException {
        RpcHandshake handshake = new RpcHandshake();
        byte[] bytes = sent.toByteArray();
        for (int i = 0; i < bytes.length; i++) {
            handshake.check(bytes, i, 1);
        }
    }

    private void header(int protocol) throws IOException {
        out.writeBytes("hrpc");
        out.write(9);
        out.write(0);
        out.write(protocol);
    }

    private void frame(int call, RpcSaslProto message) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        RpcRequestHeaderProto.newBuilder()
                .setCallId(call)
                .setClientId(org.apache.hadoop.thirdparty.protobuf.ByteString.EMPTY)
                .build()
                .writeDelimitedTo(body);
        message.writeDelimitedTo(body);
        out.writeInt(body.size());
        body.writeTo(out);
    }

    private static RpcSaslProto negotiate() {
        return RpcSaslProto.newBuilder().setState(SaslState.NEGOTIATE).build();
    }

    private static RpcSaslProto choice(String method) {
        return RpcSaslProto.newBuilder()
                .setState(SaslState.INITIATE)
                .addAuths(SaslAuth.newBuilder().setMethod(method).setMechanism(""))
                .build();
    }
}
