package dev.mooring.connection.tck.emulator.aws;

import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedRequest.Header;
import dev.mooring.connection.tck.emulator.PercentEncoding;
import java.util.stream.Collectors;

/** Writes the canonical form of a request, over which it is signed. */
final class CanonicalRequest {
    private final EmulatedRequest request;
    private final Authorization authorization;

    CanonicalRequest(EmulatedRequest request, Authorization authorization) {
        this.request = request;
        this.authorization = authorization;
    }

    String text(String payloadHash) {
        return String.join(
                "\n",
                request.method(),
                path(),
                query(),
                headers(),
                String.join(";", authorization.signedHeaders()),
                payloadHash);
    }

    /** Only S3 signs the path as it is sent; all others sign it encoded once more. */
    private String path() {
        String once = PercentEncoding.encodePath(PercentEncoding.decode(request.path()));
        return authorization.scope().isStorage() ? once : PercentEncoding.encodePath(once);
    }

    private String query() {
        return request.query().stream()
                .map(p -> PercentEncoding.encode(p.name()) + "=" + PercentEncoding.encode(p.value()))
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private String headers() {
        return authorization.signedHeaders().stream()
                .map(name -> name + ":" + values(name) + "\n")
                .collect(Collectors.joining());
    }

    private String values(String name) {
        return request.headers().stream()
                .filter(header -> header.name().equals(name))
                .map(Header::value)
                .map(value -> value.strip().replaceAll(" +", " "))
                .collect(Collectors.joining(","));
    }
}
