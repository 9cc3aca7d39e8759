package dev.mooring.connection.glue.endpoint;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Authorization header of Signature Version 4. */
record SignatureHeader(String accessKeyId, Scope scope, List<String> signedHeaders, String signature) {
    private static final Pattern FORM = Pattern.compile("AWS4-HMAC-SHA256\\s+"
            + "Credential=([A-Za-z0-9_]{4,128})/(\\d{8})/([a-z0-9-]{1,32})/([a-z0-9-]{1,32})/aws4_request,\\s*"
            + "SignedHeaders=([a-z0-9!#$%&'*+.^_`|~;-]{1,2048}),\\s*"
            + "Signature=([0-9a-f]{64})");

    /** For which day, region and service it was signed. */
    record Scope(String date, String region, String service) {}

    static SignatureHeader parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw Refusal.unsigned(
                    "IncompleteSignatureException", "The Authorization header is no signature of version 4.");
        }
        List<String> headers = List.of(form.group(5).split(";", -1));
        if (!headers.stream().sorted().distinct().toList().equals(headers) || headers.contains("")) {
            throw Refusal.unsigned(
                    "IncompleteSignatureException", "The signed headers are not sorted, or one is named twice.");
        }
        return new SignatureHeader(
                form.group(1), new Scope(form.group(2), form.group(3), form.group(4)), headers, form.group(6));
    }
}
