package dev.mooring.connection.aws;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.aws.Attempt.Denial;
import dev.mooring.connection.aws.Attempt.Signer;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Anonymous;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.network.Dialer;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Response;

/** The calls to S3 that a test makes as a user of the connection would. */
final class BucketProbe {
    private static final String BUCKET_REGION = "x-amz-bucket-region";

    /** What is called on what; bucket and key may be empty. */
    private record Target(String action, String bucket, String key, Signer signer) {}

    private final ProviderContext context;
    private final AwsEndpoints endpoints;

    BucketProbe(ProviderContext context, AwsEndpoints endpoints) {
        this.context = context;
        this.endpoints = endpoints;
    }

    /** That the bucket exists in the connection's region: S3 tells both to anyone, in a header of any answer. */
    Finding region(String bucket, ProbeRun run) {
        Target target = new Target("s3:HeadBucket", bucket, "", Signer.NOBODY);
        Optional<String> found = call(target, new Anonymous(), run, s3 -> {
            try {
                return s3.headBucket(b -> b.bucket(bucket)).sdkHttpResponse().firstMatchingHeader(BUCKET_REGION);
            } catch (AwsServiceException e) {
                if (e.statusCode() == 404 || e.statusCode() == 429 || e.statusCode() >= 500) {
                    throw e;
                }
                return AwsErrors.header(e, BUCKET_REGION);
            }
        });
        if (found.isPresent() && !found.get().equals(endpoints.region())) {
            throw new ConnectionException(
                    ConnectionError.WRONG_REGION,
                    "bucket " + bucket + " is in region " + found.get() + ", but REGION is " + endpoints.region(),
                    "set REGION to " + found.get());
        }
        return Finding.passed(
                "the bucket exists" + found.map(region -> " in " + region).orElse(""));
    }

    Finding list(Credential credential, String bucket, String prefix, ProbeRun run) {
        Target target = new Target("s3:ListBucket", bucket, prefix, Signer.VENDED);
        ListObjectsV2Response answer = call(
                target,
                credential,
                run,
                s3 -> s3.listObjectsV2(b -> b.bucket(bucket).prefix(prefix).maxKeys(1)));
        boolean empty = answer.contents().isEmpty();
        return identified(Finding.passed(empty ? "listed; nothing is there yet" : "listed"), answer);
    }

    Finding listBuckets(Credential credential, ProbeRun run, Signer signer) {
        Target target = new Target("s3:ListAllMyBuckets", "", "", signer);
        return identified(
                Finding.passed("the credential is known"), call(target, credential, run, S3Client::listBuckets));
    }

    void put(Credential credential, String bucket, String key, ProbeRun run) {
        Target target = new Target("s3:PutObject", bucket, key, Signer.VENDED);
        RequestBody body = RequestBody.fromString("mooring test");
        call(target, credential, run, s3 -> s3.putObject(b -> b.bucket(bucket).key(key), body));
    }

    void delete(Credential credential, String bucket, String key, ProbeRun run) {
        Target target = new Target("s3:DeleteObject", bucket, key, Signer.VENDED);
        call(
                target,
                credential,
                run,
                s3 -> s3.deleteObject(b -> b.bucket(bucket).key(key)));
    }

    private <T> T call(Target target, Credential credential, ProbeRun run, Function<S3Client, T> operation) {
        Attempt attempt = attempt(target);
        Route route = new Route(endpoints.s3(), endpoints.region(), credential, new Dialer(context).limit(run));
        context.resolve(attempt.endpoint().getHost());
        try (S3Client client = AwsSts.open(
                S3Client.builder()
                        .forcePathStyle(endpoints.pathStyle(target.bucket))
                        .crossRegionAccessEnabled(false)
                        .disableS3ExpressSessionAuth(true)
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .serviceConfiguration(c -> c.multiRegionEnabled(false).useArnRegionEnabled(false)),
                route)) {
            return operation.apply(client);
        } catch (SdkException e) {
            throw AwsErrors.translate(e, attempt);
        }
    }

    private Attempt attempt(Target target) {
        String named = target.bucket.isEmpty() ? "all buckets" : target.bucket + "/" + target.key;
        Denial denial = new Denial(
                ConnectionError.ACCESS_DENIED,
                "allow " + target.action + " on " + named
                        + " in the permission policy of the role or user; look also at"
                        + " the bucket's policy and at policies of the organisation");
        return new Attempt(target.action, named, endpoints.s3(target.bucket), target.signer, denial);
    }

    private static Finding identified(Finding finding, S3Response answer) {
        String id = answer.responseMetadata().requestId();
        return id == null || id.equals("UNKNOWN") ? finding : finding.requestId(id);
    }
}
