package dev.mooring.connection.kafka;

import dev.mooring.connection.ErrorCode;

/** What goes wrong with Kafka only. */
enum KafkaError implements ErrorCode {
    KAFKA_TLS_LISTENER(
            Kind.USER, "set SECURITY_PROTOCOL to SSL or SASL_SSL, or use the port of a listener without TLS"),
    KAFKA_PLAINTEXT_LISTENER(
            Kind.USER, "set SECURITY_PROTOCOL to PLAINTEXT or SASL_PLAINTEXT, or use the port of a listener with TLS"),
    KAFKA_SASL_REQUIRED(
            Kind.USER, "set SECURITY_PROTOCOL to SASL_SSL or SASL_PLAINTEXT, and SASL_MECHANISM with what it needs"),
    KAFKA_SASL_NOT_ENABLED(
            Kind.USER, "set SECURITY_PROTOCOL to SSL or PLAINTEXT, or use the port of a listener with SASL"),
    KAFKA_MECHANISM_NOT_ENABLED(
            Kind.USER, "set SASL_MECHANISM to one that the listener has, or let the broker's operator enable it"),
    KAFKA_CLIENT_CERTIFICATE_REFUSED(
            Kind.PERMISSION, "give a client certificate that is valid and of an authority that the broker trusts"),
    KAFKA_ADVERTISED_UNREACHABLE(
            Kind.EXTERNAL,
            "let the broker's operator set advertised.listeners to addresses that resolve and are open from here"),
    KAFKA_VERSION_NOT_SUPPORTED(Kind.EXTERNAL, "use a broker of version 2.1 or later");

    private final Kind kind;
    private final String remedy;

    KafkaError(Kind kind, String remedy) {
        this.kind = kind;
        this.remedy = remedy;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public boolean retryable() {
        return this == KAFKA_ADVERTISED_UNREACHABLE;
    }

    @Override
    public String remedy() {
        return remedy;
    }
}
