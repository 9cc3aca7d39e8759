package dev.mooring.connection.hms.wire;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.property.HostPort;
import java.util.Optional;
import java.util.Set;

/**
 * Why a session could not be opened. A server that is spoken to on other terms than its own is silent or hangs up, which
 * says nothing: it is then asked what it speaks.
 */
final class Diagnosis {
    /** What a difference in terms looks like. */
    private static final Set<ErrorCode> SYMPTOMS =
            Set.of(ConnectionError.PROTOCOL_MISMATCH, ConnectionError.TIMED_OUT, HmsError.HMS_MESSAGE_TOO_LARGE);

    private final Terms terms;
    private final Dial dial;

    Diagnosis(Terms terms, Dial dial) {
        this.terms = terms;
        this.dial = dial;
    }

    ConnectionException of(Exception failure, HostPort server) {
        ConnectionException mapped = HmsErrors.of(failure, server);
        boolean inTls = terms.tls() && mapped.code() == ConnectionError.TLS_FAILED && !HmsErrors.isDistrust(failure);
        if (!inTls && !SYMPTOMS.contains(mapped.code())) {
            return mapped;
        }
        Speech outer = Speech.of(server, dial);
        if (outer == Speech.TLS && terms.tls() && !inTls) {
            Speech inner = Speech.within(server, peer -> Trust.layer(dial.connect(peer), peer.host(), terms.trusted()));
            return mismatch(inner)
                    .map(code -> told(code, inner, server, mapped))
                    .orElse(mapped);
        }
        return outerMismatch(outer)
                .map(code -> told(code, outer, server, mapped))
                .orElse(mapped);
    }

    private Optional<ErrorCode> outerMismatch(Speech spoken) {
        if (spoken == Speech.HTTP || spoken == Speech.OTHER) {
            return Optional.of(HmsError.HMS_NOT_A_METASTORE);
        }
        if (spoken == Speech.NOTHING || spoken == Speech.SILENCE) {
            return Optional.empty();
        }
        if (terms.tls() != (spoken == Speech.TLS)) {
            return Optional.of(terms.tls() ? HmsError.HMS_WITHOUT_TLS : HmsError.HMS_REQUIRES_TLS);
        }
        return mismatch(spoken);
    }

    private Optional<ErrorCode> mismatch(Speech spoken) {
        return switch (spoken) {
            case THRIFT ->
                terms.sasl()
                        ? Optional.of(HmsError.HMS_WITHOUT_SASL)
                        : Optional.<ErrorCode>of(HmsError.HMS_FRAMING_MISMATCH).filter(code -> terms.framed());
            case FRAMED -> Optional.<ErrorCode>of(HmsError.HMS_FRAMING_MISMATCH).filter(code -> !terms.framed());
            case SASL -> Optional.<ErrorCode>of(HmsError.HMS_REQUIRES_SASL).filter(code -> !terms.sasl());
            case HTTP, OTHER -> Optional.of(HmsError.HMS_NOT_A_METASTORE);
            case TLS, NOTHING, SILENCE -> Optional.empty();
        };
    }

    private ConnectionException told(ErrorCode code, Speech spoken, HostPort server, ConnectionException failure) {
        return new ConnectionException(
                code,
                server + " speaks " + spoken + ", this connection " + expected(),
                code.remedy(),
                Optional.ofNullable(failure.getCause()).orElse(failure));
    }

    private String expected() {
        String spoken =
                terms.sasl() ? Speech.SASL.toString() : (terms.framed() ? Speech.FRAMED : Speech.THRIFT).toString();
        return terms.tls() ? spoken + " over TLS" : spoken;
    }
}
