package dev.mooring.connection.aws;

import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.aws.IamSessionPolicy.Listing;
import dev.mooring.connection.aws.IamSessionPolicy.Reader;
import dev.mooring.connection.aws.IamSessionPolicy.Terms;
import java.util.List;
import java.util.Optional;

/** Lets benchmarks reach the writer of session policies, whose package is no one else's business. */
public final class PolicyText {
    private static final IamSessionPolicy WRITER = new IamSessionPolicy(new Terms(
            "aws", "us-east-1", Optional.of("928925945197"), Listing.BELOW_FOLDER, Optional.empty(), Reader.AWS));

    private PolicyText() {}

    /** The session policy for the grants, of any length. */
    public static String of(List<Grant> grants) {
        return WRITER.document(grants).compact();
    }
}
