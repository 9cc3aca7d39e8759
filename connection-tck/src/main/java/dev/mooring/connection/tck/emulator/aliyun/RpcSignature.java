package dev.mooring.connection.tck.emulator.aliyun;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedRequest.Parameter;
import dev.mooring.connection.tck.emulator.PercentEncoding;
import dev.mooring.connection.tck.emulator.aliyun.Rejection.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The first signature of RPC calls, HMAC-SHA1 over all parameters, which older clients still use. */
final class RpcSignature implements SignatureScheme {
    private final String method;
    private final List<Parameter> parameters;

    private RpcSignature(String method, List<Parameter> parameters) {
        this.method = method;
        this.parameters = parameters;
    }

    static RpcSignature read(EmulatedRequest request) {
        List<Parameter> parameters = new ArrayList<>(request.query());
        if (request.header("content-type").orElse("").startsWith("application/x-www-form-urlencoded")) {
            request.form().forEach((name, value) -> parameters.add(new Parameter(name, value)));
        }
        RpcSignature signature = new RpcSignature(request.method(), parameters);
        if (!signature.required("SignatureMethod").equals("HMAC-SHA1")) {
            throw new Rejection(Reason.MALFORMED, "The emulator knows HMAC-SHA1 only.");
        }
        return signature;
    }

    @Override
    public String keyId() {
        return required("AccessKeyId");
    }

    @Override
    public Instant signedAt() {
        return Acs3Signature.instant(required("Timestamp"));
    }

    @Override
    public Optional<String> nonce() {
        return Optional.of(required("SignatureNonce"));
    }

    @Override
    public Optional<String> token() {
        return parameter("SecurityToken");
    }

    @Override
    public String given() {
        return required("Signature");
    }

    @Override
    public String expected(Secret secret) {
        byte[] mac = Hmac.sha1(Hmac.bytes(secret.reveal() + "&"), canonical());
        return Base64.getEncoder().encodeToString(mac);
    }

    @Override
    public String canonical() {
        List<Parameter> signed = parameters.stream()
                .filter(parameter -> !parameter.name().equals("Signature"))
                .toList();
        return method + "&%2F&" + PercentEncoding.encode(Acs3Signature.query(signed));
    }

    private Optional<String> parameter(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .findFirst();
    }

    private String required(String name) {
        return parameter(name)
                .orElseThrow(() -> new Rejection(Reason.MALFORMED, "The parameter " + name + " is missing."));
    }
}
