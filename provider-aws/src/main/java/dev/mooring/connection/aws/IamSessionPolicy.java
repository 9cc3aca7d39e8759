package dev.mooring.connection.aws;

import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Resource;
import dev.mooring.connection.support.cloud.PolicyDialect;
import dev.mooring.connection.support.cloud.PolicyDocument;
import dev.mooring.connection.support.cloud.PolicyDocument.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the session policy that narrows a credential to grants on S3 locations and Lambda functions. */
final class IamSessionPolicy {
    /** STS counts characters of the plain text; the packed size is known to STS only. */
    static final int LONGEST = 2048;

    private final Terms terms;

    /**
     * What a policy depends on besides the grants.
     *
     * @param partition the partition that ARNs name
     * @param region the region of functions and keys
     * @param account the account of functions given by name only
     * @param listing how prefixes may be listed
     * @param kms the keys of encrypted objects
     * @param reader who reads the policy
     */
    record Terms(
            String partition,
            String region,
            Optional<String> account,
            Listing listing,
            Optional<KmsGrant> kms,
            Reader reader) {}

    /** Who reads a policy. */
    enum Reader {
        AWS,
        /** A store that copies AWS, but not its way to make pattern characters literal. */
        OTHER_STORE
    }

    /** Which prefixes a LIST grant covers. */
    enum Listing {
        BELOW_FOLDER,
        /** Also the folder's own name with and without slash. */
        WITH_FOLDER_NAME
    }

    IamSessionPolicy(Terms terms) {
        this.terms = terms;
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
                        + " characters; AWS accepts " + LONGEST,
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
        List<Grant> locations = new ArrayList<>(grants.size());
        List<Grant> functions = new ArrayList<>();
        grants.forEach(grant -> (isLocation(grant) ? locations : functions).add(grant));
        List<Statement> statements = new ArrayList<>(new S3Statements(terms, locations).all());
        statements.addAll(new LambdaStatements(terms, functions).all());
        return statements.isEmpty()
                ? PolicyDocument.denyAll(PolicyDialect.IAM)
                : new PolicyDocument(PolicyDialect.IAM, statements);
    }

    private static boolean isLocation(Grant grant) {
        return grant.resource().scheme().equals("s3");
    }

    static ConnectionException invalid(Resource resource, String why) {
        return new ConnectionException(ConnectionError.INVALID_SCOPE, resource + " " + why);
    }
}
