package dev.mooring.connection.support.kerberos;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The ways in which Kerberos fails, by the protocol's numbers (RFC 4120, 7.5.9) and by the JDK's own texts. */
enum KerberosFailure {
    UNKNOWN_PRINCIPAL(
            ConnectionError.CREDENTIAL_REJECTED,
            "the KDC does not know the principal",
            "correct the principal or its realm, or let the realm's administrator add it",
            List.of(1, 6),
            List.of("client not found")),
    LOCKED_PRINCIPAL(
            ConnectionError.CREDENTIAL_REJECTED,
            "the principal is locked, or its key has expired",
            "let the realm's administrator unlock it or renew its key, and give the new keytab",
            List.of(3, 18, 23),
            List.of()),
    OUTDATED_KEYTAB(
            ConnectionError.CREDENTIAL_REJECTED,
            "the KDC does not accept the key in the keytab",
            "the password was changed since the keytab was written, or it is of another realm: give a new keytab",
            List.of(24, 31),
            List.of("checksum failed", "integrity check")),
    NO_USABLE_KEY(
            ConnectionError.CREDENTIAL_REJECTED,
            "the keytab holds no key of the principal that this JVM may use",
            "give a keytab with an AES key of the principal; DES, 3DES and RC4 keys are not used",
            List.of(),
            List.of("unable to obtain password", "unable to obtain princ", "cannot find key")),
    NO_COMMON_ENCRYPTION(
            ConnectionError.PROTOCOL_MISMATCH,
            "the KDC supports no encryption type that the keytab and this JVM support",
            "give the principal and the service AES keys, and the keytab of them",
            List.of(14),
            List.of("encryption type")),
    UNKNOWN_SERVICE(
            ConnectionError.RESOURCE_NOT_FOUND,
            "the KDC does not know the principal of the service",
            "correct the service's principal or the host it is reached by: the host's full name is part of it",
            List.of(2, 7),
            List.of("server not found", "server has invalid kerberos principal")),
    SERVICE_KEY(
            ConnectionError.CREDENTIAL_REJECTED,
            "the service can not read the ticket that the KDC issued for it",
            "let the service's operator renew the service's own keytab",
            List.of(35, 41, 44, 45),
            List.of()),
    REFUSED_BY_POLICY(
            ConnectionError.ACCESS_DENIED,
            "the KDC's policy refuses the ticket",
            "ask the realm's administrator what the principal may ask for",
            List.of(12, 13),
            List.of()),
    WRONG_REALM(
            ConnectionError.CREDENTIAL_REJECTED,
            "the KDC is of another realm than the principal",
            "correct the realm of the principal, or the kdc that krb5.conf names for it",
            List.of(68),
            List.of()),
    CLOCK_SKEW(
            ConnectionError.CLOCK_SKEW,
            "the clocks of this machine and of the KDC or the service are too far apart",
            "set this machine's clock, for instance by NTP; Kerberos admits five minutes",
            List.of(33, 37),
            List.of("clock skew")),
    EXPIRED(
            ConnectionError.CREDENTIAL_REJECTED,
            "the ticket has expired",
            "log in again: ask the connection for its login at every use, and keep none",
            List.of(11, 32),
            List.of("ticket expired")),
    NO_KDC(
            ConnectionError.NOT_CONFIGURED,
            "this JVM does not know the KDC of the realm",
            "give the connection a krb5.conf whose [realms] names a kdc for the realm",
            List.of(),
            List.of(
                    "cannot locate kdc",
                    "cannot get kdc",
                    "can't get kerberos realm",
                    "cannot locate default realm",
                    "no kdc")),
    NOT_LOGGED_IN(
            ConnectionError.CREDENTIAL_REJECTED,
            "no Kerberos ticket is at hand",
            "let the call run as the connection's Kerberos login, which may have been closed",
            List.of(),
            List.of("failed to find any kerberos", "no valid credentials")),
    KDC_UNREACHABLE(
            ConnectionError.ENDPOINT_UNREACHABLE,
            "the KDC does not answer",
            "check the kdc that krb5.conf names for the realm, the route to its port 88 and the firewall",
            List.of(29, 52),
            List.of(
                    "connection refused",
                    "timed out",
                    "port unreachable",
                    "unknownhost",
                    "cannot contact any kdc",
                    "service is not available",
                    "connection reset")),
    OTHER(
            ConnectionError.ISSUER_FAILED,
            "Kerberos failed",
            "see the cause; the realm's administrator finds the request in the KDC's log",
            List.of(),
            List.of());

    private final ConnectionError code;
    private final String message;
    private final String remedy;
    private final List<Integer> numbers;
    private final List<String> texts;

    KerberosFailure(ConnectionError code, String message, String remedy, List<Integer> numbers, List<String> texts) {
        this.code = code;
        this.message = message;
        this.remedy = remedy;
        this.numbers = numbers;
        this.texts = texts;
    }

    static Optional<KerberosFailure> ofNumber(int number) {
        return Arrays.stream(values())
                .filter(each -> each.numbers.contains(number))
                .findFirst();
    }

    /** The failure that a lower-case message of the JDK tells of. */
    static Optional<KerberosFailure> ofText(String text) {
        return Arrays.stream(values())
                .filter(each -> each.texts.stream().anyMatch(text::contains))
                .findFirst();
    }

    ConnectionException because(Throwable cause) {
        return new ConnectionException(code, message, remedy, cause);
    }

    ConnectionException of(String principal, Throwable cause) {
        return new ConnectionException(code, principal + " can not log in: " + message, remedy, cause);
    }
}
