package dev.mooring.connection.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.spi.Resources;
import dev.mooring.connection.tck.FakeProviderContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

class TencentHttpTest {
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final List<String> hosts = new CopyOnWriteArrayList<>();

    @Test
    void aPooledConnectionThatDiedIsReplacedWithinTheCallThatFindsItDead() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> serve(server));
            thread.setDaemon(true);
            thread.start();
            Endpoint endpoint = new Endpoint(
                    "sts.ap-shanghai.tencentcloudapi.com", URI.create("http://127.0.0.1:" + server.getLocalPort()));
            try (TencentHttp http = TencentHttp.of(new Single(), new FakeProviderContext(Clock.systemUTC()))) {
                OkHttpClient client = http.client(endpoint, Duration.ofSeconds(5), answer -> {});
                for (int i = 0; i < 3; i++) {
                    assertThat(call(client, endpoint)).isEqualTo("ok");
                }
                assertThat(hosts).hasSize(3).containsOnly(endpoint.host());
                http.close();
                assertThat(http.open()).isZero();
            }
        }
    }

    @Test
    void namesAreResolvedThroughTheContext() throws Exception {
        FakeProviderContext context = new FakeProviderContext(Clock.systemUTC());
        Endpoint endpoint = Endpoint.of("sts.invalid");
        try (TencentHttp http = TencentHttp.of(new Single(), context)) {
            OkHttpClient client = http.client(endpoint, Duration.ofSeconds(1), answer -> {});
            assertThatThrownBy(() -> call(client, endpoint)).hasMessageContaining("sts.invalid");
        }
        assertThat(context.resolved()).contains("sts.invalid");
    }

    /** Answers one request per connection, promises more, and hangs up. */
    private void serve(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
                    if (line.startsWith("Host: ")) {
                        hosts.add(line.substring("Host: ".length()));
                    }
                }
                socket.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
            } catch (IOException e) {
                return;
            }
        }
    }

    private static String call(OkHttpClient client, Endpoint endpoint) throws IOException {
        Request request =
                new Request.Builder().url("https://" + endpoint.host() + "/").build();
        try (Response response = client.newCall(request).execute()) {
            return response.body().string();
        }
    }

    private static final class Single implements Resources {
        @Override
        public <T extends AutoCloseable> T get(Class<T> kind, Opening<T> opening) throws Exception {
            return opening.open();
        }

        @Override
        public Path file(String name, Secret content) {
            throw new AssertionError(name);
        }
    }
}
