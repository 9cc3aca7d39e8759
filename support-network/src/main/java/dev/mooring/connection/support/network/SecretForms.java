package dev.mooring.connection.support.network;

import dev.mooring.connection.credential.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The forms in which a secret travels: as it is, form-encoded, in Base64, and in Base64 together with a user's or client's
 * name. Tells whether a server repeats one of them. Prints none. Immutable.
 */
public final class SecretForms {
    private static final int DEEPEST = 50;
    private static final SecretForms NONE = new SecretForms(Set.of());

    private final Set<String> forms;

    private SecretForms(Set<String> forms) {
        this.forms = Set.copyOf(forms);
    }

    /** Nothing secret was sent. */
    public static SecretForms none() {
        return NONE;
    }

    /** The forms of all of them. */
    public static SecretForms all(Collection<SecretForms> several) {
        return new SecretForms(
                several.stream().flatMap(each -> each.forms.stream()).collect(Collectors.toUnmodifiableSet()));
    }

    /** The forms of a secret, alone and beside the name of whose it is; an empty secret has none. */
    public static SecretForms of(String name, Secret secret) {
        if (secret.isEmpty()) {
            return NONE;
        }
        String raw = secret.reveal();
        String encoded = URLEncoder.encode(raw, StandardCharsets.UTF_8);
        Set<String> forms = new LinkedHashSet<>();
        forms.add(raw);
        forms.add(encoded);
        forms.add(encoded.replace("+", "%20"));
        addBase64(forms, raw);
        addBase64(forms, name + ":" + raw);
        addBase64(forms, URLEncoder.encode(name, StandardCharsets.UTF_8) + ":" + encoded);
        // RFC 4616: PLAIN puts zeros between its parts
        addBase64(forms, "\0" + name + "\0" + raw);
        return new SecretForms(forms);
    }

    /** Whether the text holds one of them. */
    public boolean isIn(String text) {
        return forms.stream().anyMatch(text::contains);
    }

    /** Whether a failure's message, or that of one of its causes or of what they suppressed, holds one of them. */
    public boolean isIn(Throwable failure) {
        @Nullable Throwable each = failure;
        for (int depth = 0; each != null && depth < DEEPEST; depth++) {
            if (isIn(String.valueOf(each.getMessage()))
                    || Stream.of(each.getSuppressed()).anyMatch(this::isIn)) {
                return true;
            }
            each = each.getCause();
        }
        return false;
    }

    /** How many there are. */
    @Override
    public String toString() {
        return "SecretForms[" + forms.size() + "]";
    }

    private static void addBase64(Set<String> forms, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
