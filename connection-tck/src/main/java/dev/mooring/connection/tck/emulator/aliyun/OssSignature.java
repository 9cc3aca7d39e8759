package dev.mooring.connection.tck.emulator.aliyun;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedRequest.Parameter;
import dev.mooring.connection.tck.emulator.PercentEncoding;
import dev.mooring.connection.tck.emulator.aliyun.Rejection.Reason;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** OSS4-HMAC-SHA256, whose key is derived from date and region. Requests are in path style. */
final class OssSignature implements SignatureScheme {
    static final String ALGORITHM = "OSS4-HMAC-SHA256";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern AUTHORIZATION = Pattern.compile(ALGORITHM
            + " Credential=([^,/]+)/(\\d{8})/([a-z0-9-]+)/oss/aliyun_v4_request"
            + "(?:,\\s*AdditionalHeaders=([^,]*))?,\\s*Signature=([0-9a-f]{64})");
    private static final String PAYLOAD = "x-oss-content-sha256";

    private final EmulatedRequest request;
    private final String keyId;
    private final String date;
    private final String region;
    private final List<String> additional;
    private final String given;

    private OssSignature(EmulatedRequest request, Matcher authorization) {
        this.request = request;
        this.keyId = authorization.group(1);
        this.date = authorization.group(2);
        this.region = authorization.group(3);
        String more = authorization.group(4);
        this.additional = more == null || more.isEmpty() ? List.of() : Arrays.asList(more.split(";"));
        this.given = authorization.group(5);
    }

    static OssSignature read(EmulatedRequest request) {
        Matcher matcher = AUTHORIZATION.matcher(request.header("authorization").orElse(""));
        if (!matcher.matches()) {
            throw new Rejection(Reason.MALFORMED, "The Authorization header is incomplete.");
        }
        OssSignature signature = new OssSignature(request, matcher);
        if (!signature.required(PAYLOAD).equals("UNSIGNED-PAYLOAD")) {
            throw new Rejection(Reason.MALFORMED, PAYLOAD + " is not UNSIGNED-PAYLOAD.");
        }
        if (!signature.required("x-oss-date").startsWith(signature.date)) {
            throw new Rejection(Reason.MALFORMED, "The date of the credential is not that of x-oss-date.");
        }
        return signature;
    }

    String region() {
        return region;
    }

    @Override
    public String keyId() {
        return keyId;
    }

    @Override
    public Instant signedAt() {
        try {
            return TIME.parse(required("x-oss-date"), Instant::from);
        } catch (DateTimeParseException e) {
            throw new Rejection(Reason.MALFORMED, "x-oss-date is no time.");
        }
    }

    @Override
    public Optional<String> nonce() {
        return Optional.empty();
    }

    @Override
    public Optional<String> token() {
        return request.header("x-oss-security-token");
    }

    @Override
    public String given() {
        return given;
    }

    @Override
    public String expected(Secret secret) {
        String scope = String.join("/", date, region, "oss", "aliyun_v4_request");
        byte[] key = Hmac.bytes("aliyun_v4" + secret.reveal());
        for (String part : scope.split("/")) {
            key = Hmac.sha256(key, part);
        }
        String toSign = String.join("\n", ALGORITHM, required("x-oss-date"), scope, Hmac.digest(canonical()));
        return Hmac.hex(Hmac.sha256(key, toSign));
    }

    @Override
    public String canonical() {
        TreeSet<String> names = new TreeSet<>(additional);
        request.headers().stream()
                .map(EmulatedRequest.Header::name)
                .filter(name -> name.startsWith("x-oss-") || name.equals("content-type") || name.equals("content-md5"))
                .forEach(names::add);
        String headers = names.stream()
                .map(name -> name + ":" + request.header(name).orElse("").strip() + "\n")
                .collect(Collectors.joining());
        return String.join(
                "\n", request.method(), path(), query(), headers, String.join(";", additional), required(PAYLOAD));
    }

    /** A bucket alone is signed with a slash behind it. */
    private String path() {
        String path = PercentEncoding.encodePath(PercentEncoding.decode(request.path()));
        return path.indexOf('/', 1) < 0 && path.length() > 1 ? path + "/" : path;
    }

    private String query() {
        return request.query().stream()
                .map(each -> new Parameter(PercentEncoding.encode(each.name()), PercentEncoding.encode(each.value())))
                .sorted(Comparator.comparing(Parameter::name))
                .map(each -> each.value().isEmpty() ? each.name() : each.name() + "=" + each.value())
                .collect(Collectors.joining("&"));
    }

    private String required(String header) {
        return request.header(header)
                .orElseThrow(() -> new Rejection(Reason.MALFORMED, "The header " + header + " is missing."));
    }
}
