package dev.mooring.connection.hms.wire;

import org.apache.hadoop.hive.metastore.api.Database;
import org.apache.hadoop.hive.metastore.api.GetDatabaseRequest;
import org.apache.hadoop.hive.metastore.api.GetTableRequest;
import org.apache.hadoop.hive.metastore.api.MetaException;
import org.apache.hadoop.hive.metastore.api.NoSuchObjectException;
import org.apache.hadoop.hive.metastore.api.Table;
import org.apache.hadoop.hive.metastore.api.ThriftHiveMetastore;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolUtil;
import org.apache.thrift.protocol.TStruct;
import org.apache.thrift.protocol.TType;

/**
 * The metastore's calls, with those whose form changed between versions in both forms. Used by one thread at a time.
 */
public final class Calls extends ThriftHiveMetastore.Client {
    private static final String GET_TABLE = "get_table";
    private static final String DEFAULT_CATALOG = "hive";

    Calls(TProtocol protocol) {
        super(protocol);
    }

    /** A table, by the form that the server knows. */
    public Table table(String database, String name) throws TException {
        try {
            return get_table_req(new GetTableRequest(database, name)).getTable();
        } catch (TApplicationException e) {
            requireUnknown(e);
            return oldTable(database, name);
        }
    }

    /**
     * A database, by the form that the server knows: the old one first, which looks in the server's own default catalog,
     * whereas the request has to name one.
     */
    public Database database(String name) throws TException {
        try {
            return get_database(name);
        } catch (TApplicationException e) {
            requireUnknown(e);
            GetDatabaseRequest request = new GetDatabaseRequest();
            request.setName(name);
            request.setCatalogName(DEFAULT_CATALOG);
            return get_database_req(request);
        }
    }

    /** The call {@code get_table}, which the generated classes of Hive 4.1 no longer have. */
    public Table oldTable(String database, String name) throws TException {
        TProtocol out = getOutputProtocol();
        out.writeMessageBegin(new TMessage(GET_TABLE, TMessageType.CALL, ++seqid_));
        out.writeStructBegin(new TStruct(GET_TABLE + "_args"));
        write(out, 1, database);
        write(out, 2, name);
        out.writeFieldStop();
        out.writeStructEnd();
        out.writeMessageEnd();
        out.getTransport().flush();
        return answer(getInputProtocol());
    }

    private static void requireUnknown(TApplicationException failure) throws TApplicationException {
        if (failure.getType() != TApplicationException.UNKNOWN_METHOD) {
            throw failure;
        }
    }

    private static void write(TProtocol out, int id, String value) throws TException {
        out.writeFieldBegin(new TField("", TType.STRING, (short) id));
        out.writeString(value);
        out.writeFieldEnd();
    }

    private Table answer(TProtocol in) throws TException {
        TMessage message = in.readMessageBegin();
        if (message.type == TMessageType.EXCEPTION) {
            TApplicationException failure = TApplicationException.readFrom(in);
            in.readMessageEnd();
            throw failure;
        }
        if (message.seqid != seqid_) {
            throw new TApplicationException(TApplicationException.BAD_SEQUENCE_ID, GET_TABLE + " has another answer");
        }
        Result result = new Result();
        in.readStructBegin();
        for (TField field = in.readFieldBegin(); field.type != TType.STOP; field = in.readFieldBegin()) {
            result.read(in, field);
            in.readFieldEnd();
        }
        in.readStructEnd();
        in.readMessageEnd();
        return result.table();
    }

    /** The fields of an answer, of which one is set. */
    private static final class Result {
        private final Table table = new Table();
        private final MetaException meta = new MetaException();
        private final NoSuchObjectException missing = new NoSuchObjectException();
        private int set = -1;

        void read(TProtocol in, TField field) throws TException {
            set = field.id;
            switch (field.id) {
                case 0 -> table.read(in);
                case 1 -> meta.read(in);
                case 2 -> missing.read(in);
                default -> TProtocolUtil.skip(in, field.type);
            }
        }

        Table table() throws TException {
            return switch (set) {
                case 0 -> table;
                case 1 -> throw meta;
                case 2 -> throw missing;
                default ->
                    throw new TApplicationException(TApplicationException.MISSING_RESULT, GET_TABLE + " has no answer");
            };
        }
    }
}
