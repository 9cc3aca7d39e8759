package dev.mooring.connection;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of this library. Its message says what happened, its remedy what to do next; neither holds a secret
 * or a statement's text.
 */
public final class ConnectionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String remedy;
    /** Does not travel with Java serialisation; the message names them all. */
    private final transient @Nullable List<Violation> violations;

    private final @Nullable Duration retryAfter;
    private final @Nullable String requestId;
    private final @Nullable SourcePosition position;

    /** A failure with the code's own remedy. */
    public ConnectionException(ErrorCode code, String message) {
        this(builder(code, message));
    }

    /** A failure with a remedy of its own. */
    public ConnectionException(ErrorCode code, String message, String remedy) {
        this(builder(code, message).remedy(remedy));
    }

    /** A failure with a remedy of its own and a cause, which must not hold a secret. */
    public ConnectionException(ErrorCode code, String message, String remedy, @Nullable Throwable cause) {
        this(builder(code, message).remedy(remedy).cause(cause));
    }

    private ConnectionException(Builder parts) {
        super(parts.message, parts.cause);
        this.code = parts.code;
        this.remedy = parts.remedy;
        this.violations = parts.violations;
        this.retryAfter = parts.retryAfter;
        this.requestId = parts.requestId;
        this.position = parts.position;
    }

    /** Starts a failure with optional parts. */
    public static Builder builder(ErrorCode code, String message) {
        return new Builder(code, message);
    }

    /** The stable code. */
    public ErrorCode code() {
        return code;
    }

    /** What to do next. */
    public String remedy() {
        return remedy;
    }

    /** What is wrong with a draft, errors and warnings, in the caller's order; else empty. */
    public List<Violation> violations() {
        return violations == null ? List.of() : violations;
    }

    /** When the issuer asked to be called again. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The id under which the remote service knows the failed request. */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /** Where in the caller's text the failure stands. */
    public Optional<SourcePosition> position() {
        return Optional.ofNullable(position);
    }

    /** This failure at a place of the caller's text; the failure itself when it already has one. */
    public ConnectionException at(SourcePosition place) {
        if (position != null) {
            return this;
        }
        Builder parts = builder(code, String.valueOf(getMessage()))
                .remedy(remedy)
                .cause(getCause())
                .violations(violations())
                .position(place);
        parts.retryAfter = retryAfter;
        parts.requestId = requestId;
        ConnectionException placed = parts.build();
        placed.setStackTrace(getStackTrace());
        Arrays.stream(getSuppressed()).forEach(placed::addSuppressed);
        return placed;
    }

    /** Code, place, message and remedy in one line. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // getMessage() is for people who see the code and remedy beside it
    public String toString() {
        return code.name() + (position == null ? "" : " at " + position) + ": " + getMessage() + " [" + remedy + "]";
    }

    /** Collects the parts of a failure. Not safe for use by several threads. */
    public static final class Builder {
        private final ErrorCode code;
        private final String message;
        private String remedy;
        private @Nullable Throwable cause;
        private List<Violation> violations = List.of();
        private @Nullable Duration retryAfter;
        private @Nullable String requestId;
        private @Nullable SourcePosition position;

        private Builder(ErrorCode code, String message) {
            this.code = code;
            this.message = message;
            this.remedy = code.remedy();
        }

        /** Replaces the code's own remedy. */
        public Builder remedy(String text) {
            remedy = text;
            return this;
        }

        /** Keeps the cause, which must not hold a secret. */
        public Builder cause(@Nullable Throwable throwable) {
            cause = throwable;
            return this;
        }

        /** Adds what is wrong with a draft. */
        public Builder violations(List<Violation> list) {
            violations = List.copyOf(list);
            return this;
        }

        /** Says when to call again. */
        public Builder retryAfter(Duration delay) {
            retryAfter = delay;
            return this;
        }

        /** Says under which id the remote service knows the request. */
        public Builder requestId(String id) {
            requestId = id;
            return this;
        }

        /** Says where in the caller's text the failure stands. */
        public Builder position(SourcePosition place) {
            position = place;
            return this;
        }

        /** The finished failure. */
        public ConnectionException build() {
            return new ConnectionException(this);
        }
    }
}
