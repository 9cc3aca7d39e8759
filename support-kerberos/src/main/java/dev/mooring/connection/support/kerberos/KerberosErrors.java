package dev.mooring.connection.support.kerberos;

import dev.mooring.connection.ConnectionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.login.LoginException;
import org.ietf.jgss.GSSException;
import org.jspecify.annotations.Nullable;

/** Says what went wrong when Kerberos fails: finds the failure under what a library wrapped around it, and its remedy. */
public final class KerberosErrors {
    private static final int DEEPEST = 50;
    /** The JDK ends what a KDC or a peer answered with the protocol's number of the error. */
    private static final Pattern NUMBER = Pattern.compile("\\((\\d{1,3})\\)");

    private KerberosErrors() {}

    /**
     * The failure of a login or of a GSS handshake that stands anywhere in the chain of causes; empty when there is none.
     * Its own cause is the given throwable.
     */
    public static Optional<ConnectionException> find(Throwable failure) {
        List<Throwable> chain = chain(failure);
        for (int i = 0; i < chain.size(); i++) {
            if (isKerberos(chain.get(i))) {
                return Optional.of(reason(chain.subList(i, chain.size())).because(failure));
            }
        }
        return Optional.empty();
    }

    /** The failure of a login. */
    static ConnectionException of(String principal, LoginException failure) {
        return reason(chain(failure)).of(principal, failure);
    }

    private static KerberosFailure reason(List<Throwable> chain) {
        return chain.stream()
                .filter(KerberosErrors::isKerberos)
                .map(KerberosErrors::text)
                .flatMap(text -> byNumber(text).stream())
                .findFirst()
                .or(() -> chain.stream()
                        .flatMap(each -> KerberosFailure.ofText(text(each)).stream())
                        .findFirst())
                .orElseGet(() -> chain.stream().anyMatch(IOException.class::isInstance)
                        ? KerberosFailure.KDC_UNREACHABLE
                        : KerberosFailure.OTHER);
    }

    private static Optional<KerberosFailure> byNumber(String text) {
        Matcher number = NUMBER.matcher(text);
        return number.find() ? KerberosFailure.ofNumber(Integer.parseInt(number.group(1))) : Optional.empty();
    }

    private static boolean isKerberos(Throwable each) {
        // The JDK does not export its KrbException
        return each instanceof LoginException
                || each instanceof GSSException
                || each.getClass().getName().startsWith("sun.security.krb5.");
    }

    private static String text(Throwable each) {
        return String.valueOf(each.getMessage()).toLowerCase(Locale.ROOT);
    }

    private static List<Throwable> chain(@Nullable Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable each = failure; each != null && chain.size() < DEEPEST; each = each.getCause()) {
            chain.add(each);
        }
        return chain;
    }
}
