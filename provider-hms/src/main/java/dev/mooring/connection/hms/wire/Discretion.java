package dev.mooring.connection.hms.wire;

import dev.mooring.connection.ConnectionException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Leaves out what a server says when it repeats the secret that it was shown, in any form it was sent in. */
record Discretion(Identity identity) {
    /** The failure, or one of the same meaning without the server's words and without cause. */
    ConnectionException checked(ConnectionException failure) {
        List<String> forms = forms().filter(form -> !form.isEmpty()).toList();
        return repeats(failure, forms)
                ? new ConnectionException(
                        failure.code(),
                        "the metastore answered in words that hold the connection's secret, which are left out",
                        failure.code().remedy())
                : failure;
    }

    private Stream<String> forms() {
        if (identity instanceof Identity.Password login) {
            String password = login.password().reveal();
            return Stream.of(
                    password,
                    URLEncoder.encode(password, StandardCharsets.UTF_8),
                    base64(password),
                    base64("\0" + login.user() + "\0" + password),
                    base64(login.user() + ":" + password));
        } else if (identity instanceof Identity.Token token) {
            return Stream.of(new String(token.token().proof()));
        }
        return Stream.empty();
    }

    private static boolean repeats(Throwable failure, List<String> forms) {
        for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
            String text = String.valueOf(each.getMessage());
            if (forms.stream().anyMatch(text::contains)) {
                return true;
            }
            for (Throwable suppressed : each.getSuppressed()) {
                if (repeats(suppressed, forms)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
