package dev.mooring.connection.glue.endpoint;

import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.glue.json.JsonMembers;
import dev.mooring.connection.glue.json.TextRule;
import dev.mooring.connection.glue.json.Violations;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Where a list goes on: behind a name, for the filter that it began with. Any node can read what another one wrote, also after
 * names came and went; it holds nothing that its reader was not shown.
 */
final class PageToken {
    static final String MEMBER = "NextToken";
    private static final TextRule FORM =
            TextRule.ofBytes(1, 2048).matching("[A-Za-z0-9_-]+", "the token of an earlier page");

    private final String filter;
    private final Optional<String> last;

    private PageToken(String filter, Optional<String> last) {
        this.filter = filter;
        this.last = last;
    }

    /** The token of the request, or the beginning; one of another list is added to the violations. */
    static PageToken read(JsonMembers json, String filter, Violations violations) {
        String digest = digest(filter);
        Optional<String> last = Optional.empty();
        Optional<String> token = json.text(MEMBER, FORM);
        if (token.isPresent()) {
            last = decoded(token.get(), digest);
            if (last.isEmpty()) {
                violations.add(
                        json.at(MEMBER),
                        Reason.MALFORMED,
                        "expected the token of an earlier page of the same list",
                        json.position());
            }
        }
        return new PageToken(digest, last);
    }

    Optional<String> last() {
        return last;
    }

    boolean isBefore(String name) {
        return last.map(each -> each.compareTo(name) < 0).orElse(true);
    }

    String after(String name) {
        byte[] text = (filter + ":" + name).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    private static Optional<String> decoded(String token, String digest) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            return text.startsWith(digest + ":") ? Optional.of(text.substring(digest.length() + 1)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Tells filters apart; whoever makes one up gets a page that they could have asked for. */
    private static String digest(String filter) {
        CRC32 sum = new CRC32();
        sum.update(filter.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }
}
