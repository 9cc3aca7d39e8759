package dev.mooring.connection.hdfs.bridge;

import dev.mooring.connection.credential.Credential;
import java.io.IOException;
import java.security.PrivilegedExceptionAction;
import java.util.Map;
import javax.security.auth.Subject;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.security.token.Token;
import org.apache.hadoop.security.token.TokenIdentifier;

/**
 * One user towards a cluster. It is made without the state that Hadoop keeps for the whole JVM: neither the login user nor
 * the static configuration of security is set or used, so that any number of identities live beside each other, whatever
 * the application set. Safe for use by threads.
 */
public final class HadoopIdentity {
    private static final Text NOTHING = new Text("mooring");

    private final UserGroupInformation ugi;

    private HadoopIdentity(UserGroupInformation ugi) {
        this.ugi = ugi;
    }

    /** A user whom a cluster without Kerberos takes at their word. */
    public static HadoopIdentity named(String user) {
        return new HadoopIdentity(UserGroupInformation.createRemoteUser(user));
    }

    /**
     * The Kerberos principal of a subject that is logged in; Hadoop adds its own principal and credentials to the subject.
     */
    public static HadoopIdentity of(Subject subject) throws IOException {
        UserGroupInformation ugi = UserGroupInformation.getUGIFromSubject(subject);
        // Where the JVM has not switched security on, Hadoop negotiates only for a user who holds some token
        ugi.addToken(NOTHING, new Token<>(new byte[0], new byte[0], NOTHING, NOTHING));
        return new HadoopIdentity(ugi);
    }

    /** Who holds a delegation token of a name node, under a name for logs. */
    public static HadoopIdentity of(String user, Credential.Delegation delegation) throws IOException {
        HadoopIdentity identity = new HadoopIdentity(UserGroupInformation.createRemoteUser(shortened(user)));
        identity.renew(delegation);
        return identity;
    }

    /** Replaces the token; clients that are open use the new one when they connect again. */
    void renew(Credential.Delegation delegation) throws IOException {
        Token<TokenIdentifier> token = new Token<>();
        token.decodeFromUrlString(delegation.token().reveal());
        ugi.addToken(token);
    }

    /** The user in Hadoop's form, to run actions as. */
    public UserGroupInformation ugi() {
        return ugi;
    }

    /** A configuration of these settings alone: none of the files that Hadoop finds on the class path counts. */
    public static Configuration configuration(Map<String, String> settings) {
        Configuration configuration = new Configuration(false);
        configuration.setClassLoader(HadoopIdentity.class.getClassLoader());
        settings.forEach(configuration::set);
        return configuration;
    }

    /** The default file system of the configuration as this user, shared with nobody; the caller closes it. */
    public DistributedFileSystem open(Configuration configuration) throws IOException, InterruptedException {
        PrivilegedExceptionAction<FileSystem> opening = () -> FileSystem.get(configuration);
        FileSystem opened = ugi.doAs(opening);
        if (opened instanceof DistributedFileSystem files) {
            return files;
        }
        opened.close();
        throw new IOException(configuration.get("fs.defaultFS") + " is no HDFS");
    }

    /** Rules for principals are the JVM's and may know no other realm than the default one. */
    private static String shortened(String user) {
        return user.split("[/@]", 2)[0];
    }

    @Override
    public String toString() {
        return "HadoopIdentity[" + ugi.getUserName() + "]";
    }
}
