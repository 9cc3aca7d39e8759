package dev.mooring.connection.hdfs.server;

import dev.mooring.testserver.kdc.TestKdc;

/** The servers that all tests of this JVM share, each started when first asked for and ended with the JVM. */
public final class Clusters {
    /** The realm of the secure cluster. */
    public static final String REALM = "EXAMPLE.COM";

    private static final class Realm {
        private static final TestKdc KDC = started();

        private static TestKdc started() {
            TestKdc kdc = TestKdc.start(REALM);
            Runtime.getRuntime().addShutdownHook(new Thread(kdc::close));
            return kdc;
        }
    }

    private static final class Simple {
        private static final HdfsServer SERVER = endingWithTheJvm(HdfsServer.simple());
    }

    private static final class Secure {
        private static final HdfsServer SERVER = endingWithTheJvm(HdfsServer.secure(Realm.KDC));
    }

    private Clusters() {}

    /** The KDC of the realm. */
    public static TestKdc kdc() {
        return Realm.KDC;
    }

    /** A cluster that takes every user's word. */
    public static HdfsServer simple() {
        return Simple.SERVER;
    }

    /** A cluster that asks for Kerberos tickets. */
    public static HdfsServer secure() {
        return Secure.SERVER;
    }

    private static HdfsServer endingWithTheJvm(HdfsServer server) {
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        return server;
    }
}
