package dev.mooring.connection.tck.emulator.mongodb;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/** Messages of MongoDB's protocol: OP_MSG, and OP_QUERY with which drivers begin. Used by one thread. */
final class Wire {
    private static final int REPLY = 1;
    private static final int QUERY = 2004;
    private static final int MESSAGE = 2013;
    private static final int LONGEST = 1 << 20;
    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

    private final DataInputStream in;
    private final OutputStream out;

    Wire(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = out;
    }

    /**
     * A command.
     *
     * @param id of the message
     * @param isQuery whether it came in the older form, in which it is answered then
     * @param body its name first, and its arguments
     */
    record Command(int id, boolean isQuery, BsonDocument body) {}

    /** Waits for the next command; throws EOFException when the client is gone. */
    Command next() throws IOException {
        ByteBuffer head = read(16);
        int length = head.getInt();
        int id = head.getInt();
        head.getInt();
        int kind = head.getInt();
        if (length < 21 || length > LONGEST || (kind != QUERY && kind != MESSAGE)) {
            throw new IOException("no message of MongoDB");
        }
        ByteBuffer rest = read(length - 16);
        rest.getInt();
        if (kind == MESSAGE) {
            rest.get();
        } else {
            while (rest.get() != 0) {
                // the name of the collection
            }
            rest.getLong();
        }
        return new Command(id, kind == QUERY, document(rest.slice().order(ByteOrder.LITTLE_ENDIAN)));
    }

    /** Answers a command in its form. */
    void answer(Command command, BsonDocument body) throws IOException {
        byte[] document = bytes(body);
        int head = command.isQuery() ? 36 : 21;
        ByteBuffer all = ByteBuffer.allocate(head + document.length).order(ByteOrder.LITTLE_ENDIAN);
        all.putInt(all.capacity()).putInt(command.id() + 1).putInt(command.id());
        if (command.isQuery()) {
            all.putInt(REPLY).putInt(0).putLong(0).putInt(0).putInt(1);
        } else {
            all.putInt(MESSAGE).putInt(0).put((byte) 0);
        }
        all.put(document);
        out.write(all.array());
        out.flush();
    }

    private ByteBuffer read(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static BsonDocument document(ByteBuffer bytes) {
        try (BsonBinaryReader reader = new BsonBinaryReader(bytes)) {
            return CODEC.decode(reader, DecoderContext.builder().build());
        }
    }

    private static byte[] bytes(BsonDocument document) {
        try (BasicOutputBuffer buffer = new BasicOutputBuffer();
                BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
            CODEC.encode(writer, document, EncoderContext.builder().build());
            return buffer.toByteArray();
        }
    }
}
