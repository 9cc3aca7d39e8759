package dev.mooring.connection.tck.emulator.tencent;

import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.PercentEncoding;
import dev.mooring.connection.tck.emulator.tencent.Rejection.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Verifies requests signed as the XML API of COS takes them: SHA-1 over listed headers and parameters, no region. */
final class CosVerifier {
    private static final Pattern WINDOW = Pattern.compile("(\\d{1,12});(\\d{1,12})");

    private final KeyRing ring;

    CosVerifier(KeyRing ring) {
        this.ring = ring;
    }

    /** The key that signed the request; throws a {@link Rejection}. */
    SigningKey verify(EmulatedRequest request) {
        Map<String, String> fields = fields(
                request.header("authorization").orElseThrow(() -> new Rejection(Reason.UNSIGNED, "Access Denied.")));
        if (!fields.getOrDefault("q-sign-algorithm", "").equals("sha1")) {
            throw new Rejection(Reason.MALFORMED, "The Authorization is not of the form that COS demands.");
        }
        SigningKey key = ring.require(fields.getOrDefault("q-ak", ""), request.header("x-cos-security-token"));
        requireFresh(fields.getOrDefault("q-sign-time", ""));
        requireFresh(fields.getOrDefault("q-key-time", ""));
        boolean right = names(fields, "q-header-list").contains("host")
                && Hmac.same(
                        signature(request, fields, key.secretKey().reveal()), fields.getOrDefault("q-signature", ""));
        if (!right) {
            throw new Rejection(
                    Reason.WRONG_SIGNATURE,
                    "The Signature you specified is invalid. Check your key and signing method.");
        }
        return key;
    }

    static Map<String, String> fields(String authorization) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : authorization.split("&", -1)) {
            int equals = pair.indexOf('=');
            fields.put(equals < 0 ? pair : pair.substring(0, equals), equals < 0 ? "" : pair.substring(equals + 1));
        }
        return fields;
    }

    static String signature(EmulatedRequest request, Map<String, String> fields, String secretKey) {
        Map<String, String> parameters = new LinkedHashMap<>();
        request.query().forEach(each -> parameters.put(each.name().toLowerCase(Locale.ROOT), each.value()));
        String format = String.join(
                        "\n",
                        request.method().toLowerCase(Locale.ROOT),
                        PercentEncoding.decode(request.path()),
                        members(names(fields, "q-url-param-list"), name -> parameters.getOrDefault(name, "")),
                        members(
                                names(fields, "q-header-list"),
                                name -> request.header(name).orElse("")))
                + "\n";
        String key = Hmac.sha1Hex(secretKey, fields.getOrDefault("q-key-time", ""));
        String toSign = String.join(
                        "\n", "sha1", fields.getOrDefault("q-sign-time", ""), Hmac.digest("SHA-1", Hmac.bytes(format)))
                + "\n";
        return Hmac.sha1Hex(key, toSign);
    }

    private static String members(List<String> names, Function<String, String> values) {
        Map<String, String> sorted = new TreeMap<>();
        names.stream()
                .map(PercentEncoding::decode)
                .forEach(name -> sorted.put(
                        PercentEncoding.encode(name).toLowerCase(Locale.ROOT),
                        PercentEncoding.encode(values.apply(name))));
        return sorted.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("&"));
    }

    private static List<String> names(Map<String, String> fields, String list) {
        String names = fields.getOrDefault(list, "");
        return names.isEmpty() ? List.of() : List.of(names.split(";"));
    }

    private void requireFresh(String window) {
        Matcher times = WINDOW.matcher(window);
        if (!times.matches()) {
            throw new Rejection(Reason.MALFORMED, "The Authorization has no q-sign-time or q-key-time.");
        }
        long now = ring.clock().instant().getEpochSecond();
        if (now < Long.parseLong(times.group(1)) || now > Long.parseLong(times.group(2))) {
            throw new Rejection(Reason.SKEWED, "Request has expired");
        }
    }
}
