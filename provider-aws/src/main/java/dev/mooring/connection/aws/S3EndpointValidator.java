package dev.mooring.connection.aws;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Validator;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks that addresses are those of S3 and STS, without a bucket, and of the region that is set. */
final class S3EndpointValidator implements Validator {
    @Override
    public List<Violation> validate(TypeId type, PropertyValues values) {
        List<Violation> violations = new ArrayList<>();
        values.get(AwsProperties.ENDPOINT).ifPresent(endpoint -> {
            checkCloud(AwsProperties.ENDPOINT, endpoint).ifPresent(violations::add);
            S3Host.of(endpoint)
                    .ifPresent(host -> checkS3(endpoint, host, values).ifPresent(violations::add));
        });
        values.get(AwsProperties.STS_ENDPOINT).ifPresent(endpoint -> {
            checkCloud(AwsProperties.STS_ENDPOINT, endpoint).ifPresent(violations::add);
            S3Host.of(endpoint).ifPresent(host -> checkSts(host, values).ifPresent(violations::add));
        });
        checkIssuer(values).ifPresent(violations::add);
        return violations;
    }

    private static Optional<Violation> checkCloud(PropertySpec<URI> spec, URI endpoint) {
        return S3Host.isOfAnotherCloud(endpoint)
                ? Optional.of(Violation.error(
                                spec.name(),
                                Reason.CONFLICT,
                                "is an address of another cloud: use type OSS for aliyuncs.com and COS for myqcloud.com")
                        .under(ConnectionError.CROSS_CLOUD_NOT_SUPPORTED))
                : Optional.empty();
    }

    private static Optional<Violation> checkS3(URI endpoint, S3Host host, PropertyValues values) {
        if (host.service() == S3Host.Service.OTHER) {
            return Optional.of(Violation.error(
                    AwsProperties.ENDPOINT.name(),
                    Reason.MALFORMED,
                    "is no address of S3; leave it out or write s3.<region>.<suffix>"));
        }
        if (host.bucket().isPresent()) {
            String rest = endpoint.getHost().substring(host.bucket().get().length() + 1);
            return Optional.of(Violation.error(
                    AwsProperties.ENDPOINT.name(),
                    Reason.MALFORMED,
                    "starts with the bucket " + host.bucket().get() + "; write " + rest
                            + ", buckets are named where the connection is used"));
        }
        return checkRegion(AwsProperties.ENDPOINT, endpoint, host, values);
    }

    private static Optional<Violation> checkSts(S3Host host, PropertyValues values) {
        URI endpoint = values.require(AwsProperties.STS_ENDPOINT);
        return host.region().isEmpty()
                ? Optional.of(Violation.error(
                        AwsProperties.STS_ENDPOINT.name(),
                        Reason.CONFLICT,
                        "is not regional; leave it out or write sts.<region>.<suffix>, whose tokens work everywhere"))
                : checkRegion(AwsProperties.STS_ENDPOINT, endpoint, host, values);
    }

    /** The region in the address, or without one the partition that its suffix means. */
    private static Optional<Violation> checkRegion(
            PropertySpec<URI> spec, URI endpoint, S3Host host, PropertyValues values) {
        Optional<String> region = values.get(AwsProperties.REGION);
        if (region.isEmpty()) {
            return Optional.empty();
        }
        if (host.region().isPresent() && !host.region().get().equals(region.get())) {
            return Optional.of(Violation.error(
                    spec.name(),
                    Reason.CONFLICT,
                    "is in region " + host.region().get() + ", but REGION is " + region.get()));
        }
        boolean elsewhere = AwsPartition.ofRegion(region.get())
                .filter(partition -> !partition.owns(endpoint.getHost()))
                .isPresent();
        return elsewhere
                ? Optional.of(Violation.error(
                        spec.name(), Reason.CONFLICT, "is of another partition than REGION " + region.get()))
                : Optional.empty();
    }

    private static Optional<Violation> checkIssuer(PropertyValues values) {
        boolean lost = AwsEndpoints.isOutsideAws(values)
                && values.has(AwsProperties.ROLE_ARN)
                && !values.has(AwsProperties.STS_ENDPOINT);
        return lost
                ? Optional.of(Violation.error(
                        AwsProperties.STS_ENDPOINT.name(),
                        Reason.MISSING,
                        "the STS address of the store that ENDPOINT names, often the same, is needed with ROLE_ARN"))
                : Optional.empty();
    }
}
