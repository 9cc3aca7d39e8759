package dev.mooring.connection.mongodb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Emulates a name server on 127.0.0.1 that knows SRV records and nothing else. Safe for use by threads. */
final class NameServerEmulator implements AutoCloseable {
    private static final int SRV = 33;
    private static final int INTERNET = 1;
    private static final int ANSWER = 0x8580;
    private static final int NO_SUCH_NAME = 3;

    private final DatagramSocket socket;
    private final Map<String, byte[]> records = new ConcurrentHashMap<>();

    private NameServerEmulator() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "name-server");
        thread.setDaemon(true);
        thread.start();
    }

    static NameServerEmulator start() {
        try {
            return new NameServerEmulator();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "dns://127.0.0.1:" + socket.getLocalPort();
    }

    /** Lets the name stand for a server. */
    void list(String name, int port, String server) {
        byte[] target = encoded(server);
        records.put(
                name,
                ByteBuffer.allocate(6 + target.length)
                        .putShort((short) 0)
                        .putShort((short) 0)
                        .putShort((short) port)
                        .put(target)
                        .array());
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve() {
        byte[] bytes = new byte[512];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
            try {
                socket.receive(packet);
                byte[] answer = answer(ByteBuffer.wrap(bytes, 0, packet.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private byte[] answer(ByteBuffer query) {
        short id = query.getShort();
        query.position(12);
        StringBuilder name = new StringBuilder();
        for (int length = query.get(); length > 0; length = query.get()) {
            byte[] label = new byte[length];
            query.get(label);
            name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
        }
        int kind = query.getShort();
        Optional<byte[]> record =
                Optional.ofNullable(records.get(name.toString())).filter(known -> kind == SRV);
        byte[] question = encoded(name.toString());
        ByteBuffer answer = ByteBuffer.allocate(512);
        answer.putShort(id).putShort((short) (record.isPresent() ? ANSWER : ANSWER | NO_SUCH_NAME));
        answer.putShort((short) 1)
                .putShort((short) (record.isPresent() ? 1 : 0))
                .putInt(0);
        answer.put(question).putShort((short) kind).putShort((short) INTERNET);
        record.ifPresent(data -> answer.put(question)
                .putShort((short) SRV)
                .putShort((short) INTERNET)
                .putInt(0)
                .putShort((short) data.length)
                .put(data));
        byte[] sent = new byte[answer.position()];
        answer.flip().get(sent);
        return sent;
    }

    private static byte[] encoded(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String label : name.split("\\.", -1)) {
            bytes.write(label.length());
            bytes.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        bytes.write(0);
        return bytes.toByteArray();
    }
}
