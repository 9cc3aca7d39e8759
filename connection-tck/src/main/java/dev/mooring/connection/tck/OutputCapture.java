package dev.mooring.connection.tck;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Captures what the process prints, and logs through java.util.logging at any level, until it is closed; prints are still passed
 * on. One at a time: it replaces the process's streams.
 */
public final class OutputCapture implements AutoCloseable {
    /** The JDK logs whole headers at fine levels, which no provider can help. */
    private static final List<String> OF_THE_JDK = List.of("sun.", "jdk.", "java.", "javax.", "com.sun.");

    private final ByteArrayOutputStream captured = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Logger root = Logger.getLogger("");
    private final Level level = root.getLevel();
    private final Handler handler = new CapturingHandler();

    /** Starts to capture. */
    public OutputCapture() {
        System.setOut(new PrintStream(new Tee(out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new Tee(err), true, StandardCharsets.UTF_8));
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
        root.setLevel(Level.ALL);
    }

    /** What was printed and logged so far. */
    public String text() {
        synchronized (captured) {
            return captured.toString(StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        root.setLevel(level);
        root.removeHandler(handler);
        System.setOut(out);
        System.setErr(err);
    }

    private void capture(byte[] bytes, int offset, int length) {
        synchronized (captured) {
            captured.write(bytes, offset, length);
        }
    }

    private final class Tee extends OutputStream {
        private final PrintStream original;

        Tee(PrintStream original) {
            this.original = original;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            original.write(bytes, offset, length);
            capture(bytes, offset, length);
        }

        @Override
        public void flush() {
            original.flush();
        }
    }

    private final class CapturingHandler extends Handler {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord logged) {
            String logger = String.valueOf(logged.getLoggerName());
            if (OF_THE_JDK.stream().noneMatch(logger::startsWith)) {
                byte[] bytes = formatter.format(logged).getBytes(StandardCharsets.UTF_8);
                capture(bytes, 0, bytes.length);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
