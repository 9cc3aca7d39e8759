package dev.mooring.connection.support.cloud;

import java.util.Locale;

/** How a cloud writes policy documents. */
public enum PolicyDialect {
    /** AWS IAM; source: the IAM user guide, "Grammar of the IAM JSON policy language". */
    IAM("2012-10-17"),
    /** Alibaba Cloud RAM; source: RAM documentation, "Policy structure and syntax". */
    RAM("1"),
    /** Tencent Cloud CAM, written in lower case; source: CAM documentation, "Syntax logic". */
    CAM("2.0");

    private final String version;

    PolicyDialect(String version) {
        this.version = version;
    }

    /** The document's version. */
    public String version() {
        return version;
    }

    /** A word of the language, given with a capital, as this dialect spells it. */
    String word(String capitalised) {
        return this == CAM ? capitalised.toLowerCase(Locale.ROOT) : capitalised;
    }

    /** The action of assuming a role, as a trust policy names it. */
    String assumeRole() {
        return this == CAM ? "name/sts:AssumeRole" : "sts:AssumeRole";
    }
}
