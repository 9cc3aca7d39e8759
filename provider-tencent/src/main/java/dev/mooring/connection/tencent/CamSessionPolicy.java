package dev.mooring.connection.tencent;

import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.support.cloud.PolicyDialect;
import dev.mooring.connection.support.cloud.PolicyDocument;
import dev.mooring.connection.support.cloud.PolicyDocument.Statement;
import java.util.ArrayList;
import java.util.List;

/** Writes the session policy that narrows a credential to grants on COS locations and SCF functions. */
final class CamSessionPolicy {
    /** Ours: the service publishes none, but its token, which carries the policy, has 4096 bytes at most. */
    static final int LONGEST = 2048;

    private final Terms terms;

    /**
     * What a policy depends on besides the grants.
     *
     * @param region the region of buckets and functions
     * @param appId the number that the account's buckets end in; empty for a connection to functions
     * @param uin the number of the functions' account; empty for one to buckets
     * @param namespace the functions' namespace; empty for one to buckets
     */
    record Terms(String region, String appId, String uin, String namespace) {}

    CamSessionPolicy(Terms terms) {
        this.terms = terms;
    }

    /** The document's text; fails when it would be longer than what fits, saying how many locations would. */
    String text(List<Grant> grants) {
        String text = document(grants).compact();
        if (text.length() <= LONGEST) {
            return text;
        }
        int fitting = fitting(grants);
        throw new ConnectionException(
                ConnectionError.SCOPE_TOO_LARGE,
                "the session policy for " + grants.size() + " locations has " + text.length() + " characters; at most "
                        + LONGEST + " are sent to Tencent Cloud",
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
        List<Statement> statements = new ArrayList<>(new CosStatements(terms, ofScheme(grants, "cos")).all());
        statements.addAll(new ScfStatements(terms, ofScheme(grants, "scf")).all());
        return statements.isEmpty()
                ? PolicyDocument.denyAll(PolicyDialect.CAM)
                : new PolicyDocument(PolicyDialect.CAM, statements);
    }

    private static List<Grant> ofScheme(List<Grant> grants, String scheme) {
        return grants.stream()
                .filter(grant -> grant.resource().scheme().equals(scheme))
                .toList();
    }
}
