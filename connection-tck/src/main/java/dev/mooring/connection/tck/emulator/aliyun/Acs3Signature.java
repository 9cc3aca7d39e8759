package dev.mooring.connection.tck.emulator.aliyun;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedRequest.Header;
import dev.mooring.connection.tck.emulator.EmulatedRequest.Parameter;
import dev.mooring.connection.tck.emulator.PercentEncoding;
import dev.mooring.connection.tck.emulator.aliyun.Rejection.Reason;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** ACS3-HMAC-SHA256: one key for all services and regions, so that it can not tell a wrong region. */
final class Acs3Signature implements SignatureScheme {
    static final String ALGORITHM = "ACS3-HMAC-SHA256";

    private static final Pattern AUTHORIZATION =
            Pattern.compile(ALGORITHM + " Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})");
    private static final String HASH = "x-acs-content-sha256";

    private final EmulatedRequest request;
    private final String keyId;
    private final List<String> signedHeaders;
    private final String given;

    private Acs3Signature(EmulatedRequest request, Matcher authorization) {
        this.request = request;
        this.keyId = authorization.group(1);
        this.signedHeaders = Arrays.asList(authorization.group(2).split(";"));
        this.given = authorization.group(3);
    }

    static Acs3Signature read(EmulatedRequest request) {
        Matcher matcher = AUTHORIZATION.matcher(request.header("authorization").orElse(""));
        if (!matcher.matches()) {
            throw new Rejection(Reason.MALFORMED, "The Authorization header is incomplete.");
        }
        Acs3Signature signature = new Acs3Signature(request, matcher);
        signature.requireSignedHeaders();
        String declared = signature.required(HASH);
        if (!declared.equals(Hmac.digest(request.body()))) {
            throw new Rejection(Reason.MALFORMED, HASH + " does not fit the body.");
        }
        return signature;
    }

    @Override
    public String keyId() {
        return keyId;
    }

    @Override
    public Instant signedAt() {
        return instant(required("x-acs-date"));
    }

    @Override
    public Optional<String> nonce() {
        return Optional.of(required("x-acs-signature-nonce"));
    }

    @Override
    public Optional<String> token() {
        return request.header("x-acs-security-token");
    }

    @Override
    public String given() {
        return given;
    }

    @Override
    public String expected(Secret secret) {
        String toSign = ALGORITHM + "\n" + Hmac.digest(canonical());
        return Hmac.hex(Hmac.sha256(Hmac.bytes(secret.reveal()), toSign));
    }

    @Override
    public String canonical() {
        String headers = signedHeaders.stream()
                .map(name -> name + ":" + request.header(name).orElse("").strip() + "\n")
                .collect(Collectors.joining());
        return String.join(
                "\n",
                request.method(),
                request.path(),
                query(request.query()),
                headers,
                String.join(";", signedHeaders),
                required(HASH));
    }

    static String query(List<Parameter> parameters) {
        return parameters.stream()
                .sorted(Comparator.comparing(Parameter::name).thenComparing(Parameter::value))
                .map(each -> PercentEncoding.encode(each.name()) + "=" + PercentEncoding.encode(each.value()))
                .collect(Collectors.joining("&"));
    }

    static Instant instant(String time) {
        try {
            return Instant.parse(time);
        } catch (DateTimeParseException e) {
            throw new Rejection(Reason.MALFORMED, "Specified time stamp or date value is not well formatted.");
        }
    }

    private void requireSignedHeaders() {
        for (Header header : request.headers()) {
            boolean mustBeSigned = header.name().equals("host")
                    || header.name().equals("content-type")
                    || header.name().startsWith("x-acs-");
            if (mustBeSigned && !signedHeaders.contains(header.name())) {
                throw new Rejection(Reason.MALFORMED, "The header " + header.name() + " is not signed.");
            }
        }
    }

    private String required(String header) {
        return request.header(header)
                .orElseThrow(() -> new Rejection(Reason.MALFORMED, "The header " + header + " is missing."));
    }
}
