package dev.mooring.connection.hms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TimedSocketTest {
    /** A server that is never silent for long, and never ends. */
    private static final class Trickle extends Socket {
        @Override
        public InputStream getInputStream() {
            return new InputStream() {
                @Override
                public int read() {
                    LockSupport.parkNanos(5_000_000);
                    return 1;
                }

                @Override
                public int read(byte[] bytes, int offset, int length) {
                    bytes[offset] = (byte) read();
                    return 1;
                }
            };
        }
    }

    @Test
    @Timeout(20)
    void endsWithAServerThatSendsAByteNowAndThen() throws Exception {
        try (TimedSocket socket = new TimedSocket(new Trickle())) {
            socket.setSoTimeout(100);
            InputStream in = socket.getInputStream();

            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> in.readNBytes(1 << 20));
            socket.setSoTimeout(10_000);
            assertThat(in.read()).isEqualTo(1);
        }
    }
}
