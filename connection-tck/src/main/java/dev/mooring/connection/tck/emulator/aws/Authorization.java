package dev.mooring.connection.tck.emulator.aws;

import dev.mooring.connection.tck.emulator.aws.SigV4Verifier.Reason;
import dev.mooring.connection.tck.emulator.aws.SigV4Verifier.Rejection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an Authorization header of Signature Version 4 says. */
record Authorization(Scope scope, List<String> signedHeaders, String signature) {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private static final Pattern HEADER = Pattern.compile(ALGORITHM
            + " +Credential=([^/, ]+)/(\\d{8})/([^/, ]*)/([^/, ]+)/aws4_request, *SignedHeaders=([^, ]+),"
            + " *Signature=([0-9a-f]{64})");

    /** The credential scope and the key it belongs to. */
    record Scope(String accessKeyId, String date, String region, String service) {
        boolean isStorage() {
            return service.equals("s3");
        }

        /** Without the key, as it stands in a string to sign. */
        @Override
        public String toString() {
            return date + "/" + region + "/" + service + "/aws4_request";
        }
    }

    static Authorization parse(String header) {
        Matcher matcher = HEADER.matcher(header.strip());
        if (!matcher.matches()) {
            throw new Rejection(Reason.MALFORMED, "the Authorization header is no AWS4-HMAC-SHA256 signature");
        }
        Scope scope = new Scope(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4));
        return new Authorization(scope, List.of(matcher.group(5).split(";", -1)), matcher.group(6));
    }
}
