package dev.mooring.connection.hdfs;

import static dev.mooring.connection.ConnectionError.ACCESS_DENIED;
import static dev.mooring.connection.ConnectionError.CREDENTIAL_REJECTED;
import static dev.mooring.connection.ConnectionError.ENDPOINT_UNREACHABLE;
import static dev.mooring.connection.ConnectionError.ISSUER_FAILED;
import static dev.mooring.connection.ConnectionError.NOT_CONFIGURED;
import static dev.mooring.connection.ConnectionError.PROTOCOL_MISMATCH;
import static dev.mooring.connection.ConnectionError.RESOURCE_NOT_FOUND;
import static dev.mooring.connection.ConnectionError.TIMED_OUT;
import static dev.mooring.connection.hdfs.HdfsError.HDFS_AUTHENTICATION_MISMATCH;
import static dev.mooring.connection.hdfs.HdfsError.HDFS_PROTECTION_MISMATCH;
import static dev.mooring.connection.hdfs.HdfsError.HDFS_SAFE_MODE;
import static dev.mooring.connection.hdfs.HdfsError.HDFS_SERVICE_PRINCIPAL_MISMATCH;
import static dev.mooring.connection.hdfs.HdfsError.HDFS_STANDBY_ONLY;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.support.kerberos.KerberosErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.ipc.RemoteException;
import org.jspecify.annotations.Nullable;

/** Turns failures of Hadoop's client, and those that name nodes answer with, into codes and remedies. */
final class HdfsErrors {
    private static final int DEEPEST = 30;
    private static final int LONGEST_QUOTE = 300;
    private static final Pattern PERMISSION =
            Pattern.compile("user=([^,]+), access=([A-Z_]+), inode=\"([^\"]+)\":([^:]+:[^:]+):(\\S+)");

    /** In this order: a later one may stand around an earlier one. */
    private static final List<Rule> RULES = List.of(
            new Rule(
                    "fall back to SIMPLE auth",
                    HDFS_AUTHENTICATION_MISMATCH,
                    "the cluster does not use Kerberos: set"
                            + " AUTH_TYPE = 'simple' if that is right, for then anyone may call themselves anything"),
            new Rule("SIMPLE authentication is not enabled", HDFS_AUTHENTICATION_MISMATCH, Rule.SECURE),
            new Rule("Client cannot authenticate via", HDFS_AUTHENTICATION_MISMATCH, Rule.SECURE),
            new Rule("Server has invalid Kerberos principal", HDFS_SERVICE_PRINCIPAL_MISMATCH),
            new Rule("No common protection layer", HDFS_PROTECTION_MISMATCH),
            new Rule(
                    "No rules applied to",
                    NOT_CONFIGURED,
                    "this JVM's hadoop.security.auth_to_local, which the"
                            + " application set, knows no rule for the principal's realm: add one"),
            new Rule("StandbyException", HDFS_STANDBY_ONLY),
            new Rule("SafeModeException", HDFS_SAFE_MODE),
            new Rule("in safe mode", HDFS_SAFE_MODE),
            new Rule("InvalidToken", CREDENTIAL_REJECTED, "the delegation token has ended: ask for a new one"),
            new Rule(
                    "AuthorizationException",
                    ACCESS_DENIED,
                    "let the cluster's operator admit the user to HDFS: its"
                            + " security.client.protocol.acl, or hadoop.proxyuser rules, refuse it"),
            new Rule("Permission denied", ACCESS_DENIED),
            new Rule("AccessControlException", ACCESS_DENIED, "let the user have this right on the path"),
            new Rule("FileNotFoundException", RESOURCE_NOT_FOUND, "check the path"),
            new Rule("RpcException", PROTOCOL_MISMATCH, Rule.PORT),
            new Rule("InvalidProtocolBufferException", PROTOCOL_MISMATCH, Rule.PORT),
            new Rule("EOFException", PROTOCOL_MISMATCH, Rule.PORT),
            new Rule("RpcNoSuchProtocolException", PROTOCOL_MISMATCH, Rule.PORT),
            new Rule("UnknownHostException", ENDPOINT_UNREACHABLE, "check the names of the name nodes"),
            new Rule("ConnectTimeoutException", ENDPOINT_UNREACHABLE),
            new Rule("NoRouteToHostException", ENDPOINT_UNREACHABLE),
            new Rule("ConnectException", ENDPOINT_UNREACHABLE),
            new Rule("Connection reset", ENDPOINT_UNREACHABLE),
            new Rule("SocketTimeoutException", TIMED_OUT),
            new Rule("InterruptedIOException", TIMED_OUT),
            new Rule("ClosedByInterruptException", TIMED_OUT),
            new Rule("InterruptedException", TIMED_OUT));

    private record Rule(String words, ErrorCode code, String remedy) {
        static final String SECURE = "the cluster uses Kerberos: set AUTH_TYPE = 'kerberos' with KERBEROS_PRINCIPAL,"
                + " KERBEROS_KEYTAB and NAME_NODE_PRINCIPAL";
        static final String PORT = "give the name node's RPC port (8020 or 9000, dfs.namenode.rpc-address), not that of"
                + " its web pages (9870 or 50070)";

        Rule(String words, ErrorCode code) {
            this(words, code, code.remedy());
        }
    }

    private HdfsErrors() {}

    /**
     * The failure of an attempt.
     *
     * @param attempt what was tried where and as whom
     */
    static ConnectionException translate(Throwable failure, String attempt) {
        if (failure instanceof ConnectionException known) {
            return known;
        }
        List<String> words = words(failure);
        Rule rule = RULES.stream()
                .filter(each -> words.stream().anyMatch(text -> text.contains(each.words())))
                .findFirst()
                .orElse(new Rule("", ISSUER_FAILED));
        if (rule.code() == ISSUER_FAILED || rule.code() == PROTOCOL_MISMATCH) {
            ConnectionException kerberos = KerberosErrors.find(failure).orElse(null);
            if (kerberos != null) {
                return new ConnectionException(
                        kerberos.code(), attempt + " failed: " + kerberos.getMessage(), kerberos.remedy(), failure);
            }
        }
        String said = words.stream()
                .filter(text -> text.contains(rule.words()))
                .reduce((outer, inner) -> inner)
                .orElseGet(failure::toString);
        return new ConnectionException(rule.code(), attempt + " failed: " + quote(said), remedy(rule, said), failure);
    }

    /** What to allow, when the name node said it. */
    private static String remedy(Rule rule, String said) {
        Matcher refused = PERMISSION.matcher(said);
        return refused.find()
                ? "let " + refused.group(1) + " have " + refused.group(2) + " on " + refused.group(3) + ", which is "
                        + refused.group(5) + " of " + refused.group(4) + ", for instance with hdfs dfs -setfacl"
                : rule.remedy();
    }

    /** Class and first line of every failure in the chain; a remote one by the name node's own class. */
    private static List<String> words(Throwable failure) {
        List<String> words = new ArrayList<>();
        for (@Nullable Throwable each = failure; each != null && words.size() < DEEPEST; each = each.getCause()) {
            String type = each instanceof RemoteException remote
                    ? remote.getClassName()
                    : each.getClass().getName();
            String message =
                    String.valueOf(each.getMessage()).lines().findFirst().orElse("");
            words.add(type.substring(type.lastIndexOf('.') + 1) + ": " + message);
        }
        return words;
    }

    private static String quote(String text) {
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
    }
}
