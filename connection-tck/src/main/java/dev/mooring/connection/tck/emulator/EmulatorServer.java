package dev.mooring.connection.tck.emulator;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.mooring.connection.tck.emulator.EmulatedResponse.Delivery;
import java.net.URI;
import java.util.List;

/** A plain HTTP server on a free port of 127.0.0.1 that answers every request with one handler. */
public final class EmulatorServer implements AutoCloseable {
    /** Enough for sixteen callers while others hang. */
    private static final int THREADS = 64;

    private static final long STOP_MILLIS = 200;

    private final WireMockServer server;

    /** Answers requests. Used by several threads. */
    @FunctionalInterface
    public interface Handler {
        /** The answer; a thrown exception becomes a status 500. */
        EmulatedResponse handle(EmulatedRequest request);
    }

    private EmulatorServer(WireMockServer server) {
        this.server = server;
    }

    /** Starts a server. */
    public static EmulatorServer start(Handler handler) {
        WireMockServer server = new WireMockServer(WireMockConfiguration.options()
                .httpServerFactory(ExactHttpServer::new)
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .containerThreads(THREADS)
                .jettyStopTimeout(STOP_MILLIS)
                .gzipDisabled(true)
                .disableRequestJournal()
                .stubRequestLoggingDisabled(true)
                .useChunkedTransferEncoding(Options.ChunkedEncodingPolicy.NEVER)
                .extensions(new HandlerExtension(handler)));
        server.start();
        server.stubFor(WireMock.any(WireMock.anyUrl()));
        return new EmulatorServer(server);
    }

    /** Where it listens. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** Stops listening. */
    @Override
    public void close() {
        server.stop();
    }

    /** Hands what WireMock received to the handler. */
    private static final class HandlerExtension implements ResponseDefinitionTransformerV2 {
        private final Handler handler;

        HandlerExtension(Handler handler) {
            this.handler = handler;
        }

        @Override
        public String getName() {
            return "emulator";
        }

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            return definition(handler.handle(received(event.getRequest())));
        }

        private static EmulatedRequest received(Request request) {
            List<EmulatedRequest.Header> headers = request.getHeaders().all().stream()
                    .flatMap(header ->
                            header.values().stream().map(value -> new EmulatedRequest.Header(header.key(), value)))
                    .toList();
            byte[] body = request.getBody();
            return EmulatedRequest.of(
                    request.getMethod().value(), request.getUrl(), headers, body == null ? new byte[0] : body);
        }

        private static ResponseDefinition definition(EmulatedResponse response) {
            Delivery delivery = response.delivery();
            if (delivery.kind() == Delivery.Kind.RESET) {
                return WireMock.aResponse()
                        .withFault(Fault.CONNECTION_RESET_BY_PEER)
                        .build();
            }
            ResponseDefinitionBuilder builder =
                    WireMock.aResponse().withStatus(response.status()).withBody(response.body());
            response.headers().forEach(builder::withHeader);
            if (!delivery.delay().isZero()) {
                builder.withFixedDelay((int) delivery.delay().toMillis());
            }
            return builder.build();
        }
    }
}
