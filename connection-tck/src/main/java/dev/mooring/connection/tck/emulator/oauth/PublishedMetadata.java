package dev.mooring.connection.tck.emulator.oauth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an emulated authorization server says of itself. */
final class PublishedMetadata {
    private PublishedMetadata() {}

    static Map<String, Object> of(TokenEmulator emulator, String issuer) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", issuer);
        document.put("authorization_endpoint", emulator.authorizationEndpoint().toString());
        document.put("token_endpoint", emulator.tokenEndpoint().toString());
        document.put("jwks_uri", emulator.keySet().toString());
        document.put("response_types_supported", List.of("code"));
        document.put("subject_types_supported", List.of("public"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
        document.put("code_challenge_methods_supported", List.of("S256"));
        document.put("authorization_response_iss_parameter_supported", true);
        return document;
    }
}
