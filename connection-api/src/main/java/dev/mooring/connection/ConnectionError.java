package dev.mooring.connection;

/** The standard error codes. */
public enum ConnectionError implements ErrorCode {
    SQL_SYNTAX(Kind.USER, "correct the statement at the given place"),
    UNKNOWN_TYPE(Kind.USER, "see the types that are installed, or add the artifact of the provider that has it"),
    INVALID_NAME(Kind.USER, "use letters, digits and underscores, not starting with a digit, at most 255 characters"),
    INVALID_PROPERTIES(Kind.USER, "correct the listed properties"),
    INVALID_SCOPE(Kind.USER, "name resources this type understands and the actions wanted on them"),
    CROSS_CLOUD_NOT_SUPPORTED(Kind.USER, "use a type of the cloud this deployment runs in"),
    REGION_MISMATCH(
            Kind.USER,
            "use the deployment's own region, or let the deployment allow functions in any region of its cloud"),
    UNKNOWN_REGION(Kind.USER, "correct the region, or let the deployment admit it if it is new"),
    NAME_ALREADY_EXISTS(Kind.USER, "choose another name, or say IF NOT EXISTS"),
    CONNECTION_NOT_FOUND(Kind.USER, "list the connections of this workspace with SHOW CONNECTIONS"),
    CONNECTION_DISABLED(Kind.USER, "enable it with ALTER CONNECTION … ENABLE"),
    CONNECTION_IN_USE(Kind.USER, "drop or change what uses it first"),
    CONNECTION_NOT_READY(Kind.USER, "finish the step the connection waits for"),
    QUOTA_EXCEEDED(Kind.USER, "drop connections that are not needed, or let the deployment raise its limit"),
    CONCURRENT_CHANGE(Kind.USER, "read the connection again and repeat the change"),
    NOT_SUPPORTED(Kind.USER, "use a type that has this ability"),
    NOT_CONFIGURED(Kind.USER, "set the missing option of the layer"),
    ROLE_NOT_ASSUMABLE(Kind.PERMISSION, "let the role trust this deployment's principal with the external id"),
    ACCESS_DENIED(Kind.PERMISSION, "allow the action on the resource"),
    CREDENTIAL_REJECTED(Kind.PERMISSION, "replace the stored key with a valid one"),
    NOT_AUTHORIZED(Kind.PERMISSION, "ask for the privilege"),
    EGRESS_REFUSED(Kind.PERMISSION, "use another address, or let the deployment admit this one"),
    CLOCK_SKEW(Kind.EXTERNAL, "set this machine's clock"),
    WRONG_REGION(Kind.USER, "set REGION to the region the service named"),
    RESOURCE_NOT_FOUND(Kind.USER, "check the name, the account and the region of the resource"),
    SCOPE_NOT_ENFORCEABLE(Kind.USER, "use a role, or ask for everything"),
    SCOPE_TOO_LARGE(Kind.USER, "ask for fewer or shorter locations"),
    ENDPOINT_UNREACHABLE(Kind.EXTERNAL, "check the endpoint, the network route and the firewall"),
    TLS_FAILED(Kind.EXTERNAL, "check the certificate of the endpoint and the trusted authorities"),
    PROTOCOL_MISMATCH(Kind.EXTERNAL, "check that the endpoint speaks the expected protocol"),
    TIMED_OUT(Kind.EXTERNAL, "try again, or raise the time limit"),
    ISSUER_THROTTLED(Kind.EXTERNAL, "try again after the given time"),
    ISSUER_FAILED(Kind.EXTERNAL, "try again later; if it lasts, ask the service's operator with the request id"),
    STORE_UNAVAILABLE(Kind.EXTERNAL, "check the store's file or database"),
    STORE_UNUSABLE(
            Kind.INTERNAL,
            "restore the store from a backup, or open it with the version of this library that wrote it"),
    KERBEROS_REALM_CONFLICT(
            Kind.USER, "describe the realm the same everywhere, or use the connections in different processes"),
    CONTENT_UNREADABLE(Kind.USER, "put the file where the deployment lets this process read it, or give its content"),
    SECRET_UNREADABLE(
            Kind.INTERNAL, "restore the key to the keyring, or state the connection anew with CREATE OR REPLACE"),
    SEAL_BROKEN(
            Kind.INTERNAL,
            "look who can write to the store; restore it from a backup, or state the connection anew with CREATE OR"
                    + " REPLACE"),
    PROVIDER_CONTRACT(Kind.INTERNAL, "report this to the author of the provider"),
    PROVIDER_UNAVAILABLE(Kind.USER, "add the provider's artifact to the class path"),
    CLOSED(Kind.USER, "use the connection layer before it is closed");

    private final Kind kind;
    private final String remedy;

    ConnectionError(Kind kind, String remedy) {
        this.kind = kind;
        this.remedy = remedy;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public boolean retryable() {
        return kind == Kind.EXTERNAL && this != TLS_FAILED && this != PROTOCOL_MISMATCH && this != CLOCK_SKEW;
    }

    @Override
    public String remedy() {
        return remedy;
    }
}
