package dev.mooring.connection.tencent;

import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.Resources;
import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The connections that one connection's calls share, closed with it. A pooled one that died is replaced within the call that
 * finds it dead. Names resolve through the egress guard, also when a connection is opened anew. Safe for use by threads.
 */
final class TencentHttp implements AutoCloseable {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(3);

    private final OkHttpClient shared;

    private TencentHttp(ProviderContext context) {
        shared = new OkHttpClient.Builder()
                .dns(context::resolve)
                .proxy(Proxy.NO_PROXY)
                .followRedirects(false)
                .followSslRedirects(false)
                .build();
    }

    /** The one of a connection. */
    static TencentHttp of(Resources resources, ProviderContext context) throws Exception {
        return resources.get(TencentHttp.class, () -> new TencentHttp(context));
    }

    /** A client that sends to the endpoint's address under its host name, and shows each answer before it is read. */
    OkHttpClient client(Endpoint endpoint, Duration limit, Consumer<Response> answers) {
        Duration connect = limit.compareTo(LONGEST_CONNECT) < 0 ? limit : LONGEST_CONNECT;
        return shared.newBuilder()
                .callTimeout(limit)
                .connectTimeout(connect)
                .readTimeout(limit)
                .writeTimeout(limit)
                .addInterceptor(new Redirection(endpoint, answers))
                .build();
    }

    /** How many connections it holds open. */
    int open() {
        return shared.connectionPool().connectionCount();
    }

    @Override
    public void close() {
        shared.dispatcher().cancelAll();
        shared.connectionPool().evictAll();
    }

    private record Redirection(Endpoint endpoint, Consumer<Response> answers) implements Interceptor {
        @Override
        public Response intercept(Chain chain) throws IOException {
            URI address = endpoint.address();
            Request request = chain.request();
            HttpUrl.Builder url = request.url()
                    .newBuilder()
                    .scheme(address.getScheme())
                    .host(address.getHost())
                    .port(port(address));
            Response response = chain.proceed(request.newBuilder()
                    .url(url.build())
                    .header("Host", endpoint.host())
                    .build());
            answers.accept(response);
            return response;
        }

        private static int port(URI address) {
            return address.getPort() >= 0 ? address.getPort() : HttpUrl.defaultPort(address.getScheme());
        }
    }
}
