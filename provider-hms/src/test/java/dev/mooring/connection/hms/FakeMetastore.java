package dev.mooring.connection.hms;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.hive.metastore.api.Table;
import org.apache.hadoop.hive.metastore.api.ThriftHiveMetastore;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.TProcessor;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolUtil;
import org.apache.thrift.protocol.TStruct;
import org.apache.thrift.protocol.TType;
import org.apache.thrift.server.TServer;
import org.apache.thrift.server.TThreadPoolServer;
import org.apache.thrift.transport.TServerSocket;
import org.apache.thrift.transport.TTransportFactory;
import org.apache.thrift.transport.layered.TFramedTransport;

/** A fake metastore that knows the methods a test gives it and no others; {@code get_table} in its old form too. */
public final class FakeMetastore implements AutoCloseable {
    private static final String OLD_TABLE = "get_table";

    private final TServer server;
    private final ServerSocket socket;

    /** What a method answers. */
    public interface Answer {
        Object to(Object[] arguments) throws TException;
    }

    private FakeMetastore(Map<String, Answer> methods, TTransportFactory transports) {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            server = new TThreadPoolServer(new TThreadPoolServer.Args(new TServerSocket(socket))
                    .transportFactory(transports)
                    .processor(processor(methods)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        Thread thread = new Thread(server::serve, "fake-metastore");
        thread.setDaemon(true);
        thread.start();
    }

    public static FakeMetastore of(Map<String, Answer> methods) {
        return new FakeMetastore(methods, new TTransportFactory());
    }

    public static FakeMetastore framed(Map<String, Answer> methods) {
        return new FakeMetastore(methods, new TFramedTransport.Factory());
    }

    public int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        server.stop();
    }

    private static TProcessor processor(Map<String, Answer> methods) {
        ThriftHiveMetastore.Iface calls = (ThriftHiveMetastore.Iface) Proxy.newProxyInstance(
                FakeMetastore.class.getClassLoader(),
                new Class<?>[] {ThriftHiveMetastore.Iface.class},
                (proxy, method, arguments) -> methods.get(method.getName()).to(arguments));
        return new Limited(calls, methods);
    }

    /** The generated processor without the methods that this server does not know. */
    private static final class Limited extends ThriftHiveMetastore.Processor<ThriftHiveMetastore.Iface> {
        private final Map<String, Answer> methods;

        Limited(ThriftHiveMetastore.Iface calls, Map<String, Answer> methods) {
            super(calls);
            this.methods = new HashMap<>(methods);
        }

        @Override
        public void process(TProtocol in, TProtocol out) throws TException {
            TMessage message = in.readMessageBegin();
            if (!methods.containsKey(message.name)) {
                TProtocolUtil.skip(in, TType.STRUCT);
                in.readMessageEnd();
                unknown(message, out);
            } else if (message.name.equals(OLD_TABLE)) {
                oldTable(message, in, out);
            } else {
                getProcessMapView().get(message.name).process(message.seqid, in, out, iface());
            }
        }

        private ThriftHiveMetastore.Iface iface() {
            return (ThriftHiveMetastore.Iface) Proxy.newProxyInstance(
                    FakeMetastore.class.getClassLoader(),
                    new Class<?>[] {ThriftHiveMetastore.Iface.class},
                    (proxy, method, arguments) -> methods.get(method.getName()).to(arguments));
        }

        private static void unknown(TMessage message, TProtocol out) throws TException {
            out.writeMessageBegin(new TMessage(message.name, TMessageType.EXCEPTION, message.seqid));
            new TApplicationException(
                            TApplicationException.UNKNOWN_METHOD, "Invalid method name: '" + message.name + "'")
                    .write(out);
            out.writeMessageEnd();
            out.getTransport().flush();
        }

        private void oldTable(TMessage message, TProtocol in, TProtocol out) throws TException {
            String[] names = new String[2];
            in.readStructBegin();
            for (TField field = in.readFieldBegin(); field.type != TType.STOP; field = in.readFieldBegin()) {
                names[field.id - 1] = in.readString();
                in.readFieldEnd();
            }
            in.readStructEnd();
            in.readMessageEnd();
            Table table = (Table) methods.get(OLD_TABLE).to(names);
            out.writeMessageBegin(new TMessage(OLD_TABLE, TMessageType.REPLY, message.seqid));
            out.writeStructBegin(new TStruct("get_table_result"));
            out.writeFieldBegin(new TField("success", TType.STRUCT, (short) 0));
            table.write(out);
            out.writeFieldEnd();
            out.writeFieldStop();
            out.writeStructEnd();
            out.writeMessageEnd();
            out.getTransport().flush();
        }
    }
}
