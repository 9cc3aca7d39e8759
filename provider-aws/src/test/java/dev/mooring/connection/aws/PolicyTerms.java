package dev.mooring.connection.aws;

import dev.mooring.connection.aws.IamSessionPolicy.Listing;
import dev.mooring.connection.aws.IamSessionPolicy.Reader;
import dev.mooring.connection.aws.IamSessionPolicy.Terms;
import java.util.Optional;

/** Terms of session policies for tests. */
final class PolicyTerms {
    static final Terms PLAIN = of("aws", Listing.BELOW_FOLDER, Optional.empty());

    private PolicyTerms() {}

    static Terms of(String partition, Listing listing, Optional<KmsGrant> kms) {
        return new Terms(partition, "us-east-1", Optional.of("123456789012"), listing, kms, Reader.AWS);
    }

    static Terms forOtherStore() {
        return new Terms(
                "aws", "us-east-1", Optional.empty(), Listing.BELOW_FOLDER, Optional.empty(), Reader.OTHER_STORE);
    }
}
