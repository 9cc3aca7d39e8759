package dev.mooring.connection.aliyun;

import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Resource;
import dev.mooring.connection.support.cloud.PolicyDialect;
import dev.mooring.connection.support.cloud.PolicyDocument;
import dev.mooring.connection.support.cloud.PolicyDocument.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Writes the session policy that narrows a credential to grants on OSS locations and functions. */
final class RamSessionPolicy {
    /** STS counts the characters of the text. */
    static final int LONGEST = 2048;

    private static final Pattern FUNCTION = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");

    private final String region;
    private final String account;

    /** A policy for functions of that region and account; locations need neither. */
    RamSessionPolicy(String region, String account) {
        this.region = region;
        this.account = account;
    }

    /** The document's text; fails when it would be longer than STS accepts, saying how many locations would fit. */
    String text(List<Grant> grants) {
        String text = document(grants).compact();
        if (text.length() <= LONGEST) {
            return text;
        }
        int fitting = fitting(grants);
        throw new ConnectionException(
                ConnectionError.SCOPE_TOO_LARGE,
                "the session policy for " + grants.size() + " locations has " + text.length()
                        + " characters; Alibaba Cloud accepts " + LONGEST,
                fitting == 0
                        ? "ask for a folder with a shorter name"
                        : "ask for at most " + fitting
                                + " of these locations at once, or for a folder that holds them");
    }

    private int fitting(List<Grant> grants) {
        int count = 1;
        while (document(grants.subList(0, count)).compact().length() <= LONGEST) {
            count++;
        }
        return count - 1;
    }

    /** The document; an explicit denial of everything when nothing is granted. */
    PolicyDocument document(List<Grant> grants) {
        List<Statement> statements = new ArrayList<>(new OssStatements(
                        grants.stream().filter(RamSessionPolicy::isLocation).toList())
                .all());
        List<String> functions = grants.stream()
                .filter(grant -> !isLocation(grant))
                .map(grant -> function(grant.resource()))
                .flatMap(arn -> List.of(arn, arn + "/*").stream())
                .toList();
        if (!functions.isEmpty()) {
            statements.add(Statement.allow(List.of("fc:InvokeFunction"), functions));
        }
        return statements.isEmpty()
                ? PolicyDocument.denyAll(PolicyDialect.RAM)
                : new PolicyDocument(PolicyDialect.RAM, statements);
    }

    private String function(Resource function) {
        if (!FUNCTION.matcher(function.root()).matches() || !function.path().isEmpty()) {
            throw new ConnectionException(
                    ConnectionError.INVALID_SCOPE, function + " is no function name; write fc://name");
        }
        return String.join(":", "acs", "fc", region, account, "functions/" + function.root());
    }

    private static boolean isLocation(Grant grant) {
        return grant.resource().scheme().equals("oss");
    }
}
