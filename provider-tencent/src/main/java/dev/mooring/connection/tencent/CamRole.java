package dev.mooring.connection.tencent;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads names of CAM roles. */
final class CamRole {
    private static final Pattern ROLE = Pattern.compile("qcs::cam::uin/(\\d{1,20}):.+");

    private CamRole() {}

    /** The number of the account that owns the role. */
    static Optional<String> uin(String role) {
        Matcher read = ROLE.matcher(role);
        return read.matches() ? Optional.of(read.group(1)) : Optional.empty();
    }

    /** The role's own name, or its number. */
    static String name(String role) {
        return role.substring(role.lastIndexOf('/') + 1);
    }
}
