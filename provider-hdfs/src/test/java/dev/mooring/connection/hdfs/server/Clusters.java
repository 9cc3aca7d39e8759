package dev.mooring.connection.hdfs.server;

import dev.mooring.testserver.kdc.TestKdc;
import java.util.Optional;

/** The servers that all tests of this JVM share, each started when first asked for and ended with the JVM. */
public final class Clusters {
    /** The realm of the secure cluster. */
    public static final String REALM = "HDFS.TEST";

    private static final class Realm {
        private static final TestKdc KDC = started();

        private static TestKdc started() {
            // starting it sets the JVM's own krb5.conf, which no test may depend on unless it says so
            String before = System.getProperty(JvmRealm.PROPERTY);
            TestKdc kdc = TestKdc.start(REALM);
            JvmRealm.set(Optional.ofNullable(before));
            Runtime.getRuntime().addShutdownHook(new Thread(kdc::close));
            return kdc;
        }
    }

    /** Both at once: each takes its time, and who asks for one waits for that one only. */
    private static final class Servers {
        private static final HdfsServer SECURE = endingWithTheJvm(HdfsServer.secure(Realm.KDC));
        private static final HdfsServer SIMPLE = endingWithTheJvm(HdfsServer.simple());
    }

    private Clusters() {}

    /** The KDC of the realm. */
    public static TestKdc kdc() {
        return Realm.KDC;
    }

    /** A cluster that takes every user's word. */
    public static HdfsServer simple() {
        return Servers.SIMPLE;
    }

    /** A cluster that asks for Kerberos tickets. */
    public static HdfsServer secure() {
        return Servers.SECURE;
    }

    private static HdfsServer endingWithTheJvm(HdfsServer server) {
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        return server;
    }
}
