package dev.mooring.connection.tck.emulator.tencent;

import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.tencent.Rejection.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Verifies requests signed with TC3-HMAC-SHA256, as the API of Tencent Cloud takes them. */
final class Tc3Verifier {
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final Pattern AUTHORIZATION = Pattern.compile(
            "TC3-HMAC-SHA256 Credential=(?<id>[^/, ]+)/(?<date>[0-9-]{10})/(?<service>[a-z0-9]+)/tc3_request,"
                    + " ?SignedHeaders=(?<headers>[a-z0-9;-]+), ?Signature=(?<signature>[0-9a-f]{64})");

    private final KeyRing ring;

    /** What is signed: the time, the service, and which headers. */
    record Scope(Instant time, String service, List<String> headers) {
        String date() {
            return time.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        }
    }

    Tc3Verifier(KeyRing ring) {
        this.ring = ring;
    }

    /** The key that signed the request for the service; throws a {@link Rejection}. */
    SigningKey verify(EmulatedRequest request, String service) {
        String header = request.header("authorization")
                .orElseThrow(() -> new Rejection(Reason.UNSIGNED, "The request has no Authorization."));
        Matcher read = AUTHORIZATION.matcher(header);
        if (!read.matches()) {
            throw new Rejection(Reason.MALFORMED, "The Authorization is not of the form TC3-HMAC-SHA256 demands.");
        }
        SigningKey key = ring.require(read.group("id"), request.header("x-tc-token"));
        Scope scope = scope(request, read);
        boolean complete = scope.headers.containsAll(List.of("content-type", "host"));
        boolean right = read.group("service").equals(service)
                && read.group("date").equals(scope.date())
                && complete
                && Hmac.same(signature(request, scope, key.secretKey().reveal()), read.group("signature"));
        if (!right) {
            throw new Rejection(
                    Reason.WRONG_SIGNATURE,
                    "The provided credentials could not be validated. Please check your signature is correct.");
        }
        return key;
    }

    private Scope scope(EmulatedRequest request, Matcher read) {
        String seconds = request.header("x-tc-timestamp").orElse("");
        if (!seconds.matches("\\d{1,12}")) {
            throw new Rejection(Reason.MALFORMED, "X-TC-Timestamp is missing or no number.");
        }
        Instant time = Instant.ofEpochSecond(Long.parseLong(seconds));
        if (Duration.between(time, ring.clock().instant()).abs().compareTo(TOLERANCE) > 0) {
            throw new Rejection(Reason.SKEWED, "The signature is expired: the time differs by more than five minutes.");
        }
        return new Scope(
                time, read.group("service"), List.of(read.group("headers").split(";")));
    }

    static String signature(EmulatedRequest request, Scope scope, String secretKey) {
        byte[] date = Hmac.sha256(Hmac.bytes("TC3" + secretKey), scope.date());
        byte[] signing = Hmac.sha256(Hmac.sha256(date, scope.service), "tc3_request");
        String toSign = String.join(
                "\n",
                "TC3-HMAC-SHA256",
                String.valueOf(scope.time.getEpochSecond()),
                scope.date() + "/" + scope.service + "/tc3_request",
                Hmac.digest("SHA-256", Hmac.bytes(canonical(request, scope.headers))));
        return Hmac.hex(Hmac.sha256(signing, toSign));
    }

    private static String canonical(EmulatedRequest request, List<String> signed) {
        StringBuilder headers = new StringBuilder();
        signed.forEach(name -> headers.append(name)
                .append(':')
                .append(request.header(name).orElse("").strip().toLowerCase(Locale.ROOT))
                .append('\n'));
        return String.join(
                "\n",
                request.method(),
                request.path(),
                "",
                headers.toString(),
                String.join(";", signed),
                Hmac.digest("SHA-256", request.body()));
    }
}
