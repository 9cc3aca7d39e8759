package dev.mooring.connection.hdfs;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.hdfs.bridge.HadoopIdentity;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.support.network.Dialer;
import java.io.IOException;
import java.security.PrivilegedExceptionAction;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/** Single calls to name nodes, each with a client of its own that ends with the call. */
final class NameNodeProbe {
    private final HdfsSettings settings;
    private final Dialer dialer;

    NameNodeProbe(HdfsSettings settings, Dialer dialer) {
        this.settings = settings;
        this.dialer = dialer;
    }

    private interface Call<T> {
        T on(DistributedFileSystem files) throws IOException;
    }

    /** Whether that name node is the active one; reading the root needs no right. */
    boolean isActive(HadoopIdentity who, HostPort node, ProbeRun run) throws InterruptedException {
        try {
            return call(settings.only(node), who, run, "asking " + node + " as " + settings.user(), files -> {
                files.getFileStatus(new Path("/"));
                return true;
            });
        } catch (ConnectionException e) {
            if (e.code() == HdfsError.HDFS_STANDBY_ONLY) {
                return false;
            }
            throw e;
        }
    }

    Finding root(HadoopIdentity who, List<HostPort> nodes, ProbeRun run) throws InterruptedException {
        return on(nodes, who, run, "reading the root", files -> {
            FileStatus root = files.getFileStatus(new Path("/"));
            return Finding.passed("the root belongs to " + root.getOwner() + " with " + root.getPermission()
                    + "; name a scope such as hdfs://" + settings.authority() + "/folder/ to look at a folder");
        });
    }

    Finding list(HadoopIdentity who, List<HostPort> nodes, String path, ProbeRun run) throws InterruptedException {
        return on(nodes, who, run, "listing " + path, files -> {
            boolean filled = files.listStatusIterator(new Path(path)).hasNext();
            return Finding.passed(path + (filled ? " can be listed" : " can be listed and is empty"));
        });
    }

    Finding access(HadoopIdentity who, List<HostPort> nodes, Right right, ProbeRun run) throws InterruptedException {
        return on(nodes, who, run, right.word() + " " + right.path(), files -> {
            files.access(new Path(right.path()), right.writes() ? FsAction.WRITE : FsAction.READ);
            return Finding.passed(settings.user() + " may " + right.word() + " " + right.path()
                    + (right.writes() ? "; nothing was written" : ""));
        });
    }

    /**
     * A folder, for a new file may have a name node send its client, as whoever this process is, to a key server of the
     * name node's choice.
     */
    Finding write(HadoopIdentity who, List<HostPort> nodes, String path, ProbeRun run) throws InterruptedException {
        Path folder = new Path(path, ".mooring-test-" + UUID.randomUUID());
        return on(nodes, who, run, "writing into " + path, files -> {
            files.mkdir(folder, FsPermission.getDirDefault());
            if (files.delete(folder, false)) {
                return Finding.passed("made the empty folder " + folder + " and removed it again");
            }
            return Finding.warning("made the empty folder " + folder + " but could not remove it", "remove " + folder);
        });
    }

    /**
     * A right on a path.
     *
     * @param path the path
     * @param word what it lets one do
     * @param writes whether that is writing, as removing is
     */
    record Right(String path, String word, boolean writes) {}

    private Finding on(List<HostPort> nodes, HadoopIdentity who, ProbeRun run, String attempt, Call<Finding> call)
            throws InterruptedException {
        return call(settings.cluster(nodes), who, run, attempt + " as " + settings.user(), call);
    }

    private <T> T call(Map<String, String> set, HadoopIdentity who, ProbeRun run, String attempt, Call<T> call)
            throws InterruptedException {
        Map<String, String> bounded = HdfsSettings.bounded(set, dialer.limit(run));
        try (DistributedFileSystem files = who.open(HadoopIdentity.configuration(bounded))) {
            PrivilegedExceptionAction<T> asWho = () -> call.on(files);
            return who.ugi().doAs(asWho);
        } catch (IOException | RuntimeException e) {
            throw HdfsErrors.translate(e, attempt);
        }
    }
}
