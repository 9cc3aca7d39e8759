package dev.mooring.connection.core.internal.crypto;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Work on a file that one thread of all processes does at a time. A process that is killed gives its turn up. */
final class FileLocked {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private FileLocked() {}

    /** Work that may fail to read or write. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** Does the work in its turn, which a file beside the given one tells; fails after half a minute without it. */
    static <T> T run(Path file, Work<T> work) throws IOException {
        Path directory = requireNonNull(file.toAbsolutePath().getParent(), "a file in a directory");
        Path turn = directory.toRealPath().resolve("." + file.getFileName() + ".lock");
        // closing any channel ends all locks that a process has on a file: its own threads must take turns before that,
        // also those of other instances and class loaders, which an interned text is the same for
        synchronized (turn.toString().intern()) {
            try (FileChannel channel = FileChannel.open(
                    turn,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(KeysetFile.OWNER_ONLY))) {
                await(channel, turn);
                return work.run();
            }
        }
    }

    private static void await(FileChannel channel, Path turn) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (channel.tryLock() == null) {
            if (System.nanoTime() - end > 0) {
                throw new IOException("another process has held " + turn + " for " + PATIENCE.toSeconds() + " s");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
