package dev.mooring.connection.support.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A failure of a vendor's client with what caused it, the outermost first. Immutable. */
public final class Causes {
    private static final int DEEPEST = 20;
    private static final int LONGEST_QUOTE = 300;

    private final List<Throwable> chain;

    private Causes(List<Throwable> chain) {
        this.chain = List.copyOf(chain);
    }

    /** The failure and its causes, twenty at most. */
    public static Causes of(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (@Nullable Throwable each = failure; each != null && chain.size() < DEEPEST; each = each.getCause()) {
            chain.add(each);
        }
        return new Causes(chain);
    }

    /** The outermost of that kind. */
    public <T extends Throwable> Optional<T> first(Class<T> kind) {
        return chain.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** Whether there is one of that kind. */
    public boolean has(Class<? extends Throwable> kind) {
        return first(kind).isPresent();
    }

    /**
     * What they say, in one line of bounded length. It is a vendor's or a server's word: look for secrets with
     * {@link SecretForms#isIn(Throwable)} first.
     */
    public String words() {
        String line = all();
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
    }

    /** All they say in lower case, to look for words; not to be shown. */
    public String lower() {
        return all().toLowerCase(Locale.ROOT);
    }

    private String all() {
        List<String> messages = chain.stream()
                .map(each -> Optional.ofNullable(each.getMessage())
                        .orElse(each.getClass().getSimpleName()))
                .distinct()
                .toList();
        return String.join(": ", messages).replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
