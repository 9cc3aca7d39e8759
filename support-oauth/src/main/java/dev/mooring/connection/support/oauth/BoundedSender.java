package dev.mooring.connection.support.oauth;

import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import dev.mooring.connection.support.network.BoundedHttp;
import dev.mooring.connection.support.network.HttpAnswer;
import dev.mooring.connection.support.network.HttpCall;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Sends the library's requests within bounds. */
final class BoundedSender implements HTTPRequestSender {
    private final BoundedHttp http;

    BoundedSender(Duration timeout) {
        this.http = new BoundedHttp(timeout);
    }

    @Override
    public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
        HttpAnswer answer = http.send(new HttpCall(
                request.getMethod().name(),
                URI.create(request.getURL().toString()),
                request.getHeaderMap(),
                Optional.of(String.valueOf(request.getBody()))));
        HTTPResponse response = new HTTPResponse(answer.status());
        answer.headers().forEach((name, values) -> response.setHeader(name, values.toArray(String[]::new)));
        response.setBody(answer.body());
        return response;
    }
}
