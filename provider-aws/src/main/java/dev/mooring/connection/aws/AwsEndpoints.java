package dev.mooring.connection.aws;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ProviderContext;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where the calls of one connection go. Lives as long as one plan or one test. */
final class AwsEndpoints {
    private static final Pattern HOST_LABEL = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");

    private final PropertyValues values;
    private final ProviderContext context;

    AwsEndpoints(PropertyValues values, ProviderContext context) {
        this.values = values;
        this.context = context;
    }

    /** Whether the properties name an S3 store that is not AWS. */
    static boolean isOutsideAws(PropertyValues values) {
        return values.get(AwsProperties.ENDPOINT)
                .filter(endpoint -> S3Host.of(endpoint).isEmpty())
                .isPresent();
    }

    /** Whether anybody could narrow a credential of such a connection; a store outside AWS may have keys only. */
    static boolean canNarrow(PropertyValues values) {
        return !isOutsideAws(values) || values.has(AwsProperties.ROLE_ARN) || values.has(AwsProperties.STS_ENDPOINT);
    }

    /** The STS that limits how often roles are assumed: it counts by the caller, which for all roles is this layer. */
    static Optional<String> issuer(PropertyValues values) {
        Optional<URI> given = values.get(AwsProperties.STS_ENDPOINT);
        if (!values.has(AwsProperties.ROLE_ARN) || (given.isEmpty() && isOutsideAws(values))) {
            return Optional.empty();
        }
        return Optional.of(given.orElseGet(
                        () -> partition(values).endpoint("sts", values.require(AwsProperties.REGION)))
                .getAuthority());
    }

    boolean isOutsideAws() {
        return isOutsideAws(values);
    }

    String region() {
        return values.require(AwsProperties.REGION);
    }

    /** The partition that the role names, else that of the region. */
    AwsPartition partition() {
        return partition(values);
    }

    private static AwsPartition partition(PropertyValues values) {
        return values.get(AwsProperties.ROLE_ARN)
                .flatMap(AwsPartition::ofArn)
                .or(() -> AwsPartition.ofRegion(values.require(AwsProperties.REGION)))
                .orElseGet(AwsPartition::commercial);
    }

    /** Where STS answers: the property, the deployment's override, else the region's own endpoint; empty outside AWS. */
    Optional<URI> knownSts() {
        Optional<URI> given = values.get(AwsProperties.STS_ENDPOINT);
        return given.isPresent() || isOutsideAws() ? given : Optional.of(regional("sts"));
    }

    /** As {@link #knownSts()}; fails outside AWS without the property, for AWS must not be asked for another store. */
    URI sts() {
        return knownSts()
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.SCOPE_NOT_ENFORCEABLE,
                        "the store at " + s3().getHost()
                                + " is not AWS and no STS_ENDPOINT is set, so there is no issuer"
                                + " that could narrow a credential",
                        "set STS_ENDPOINT to the store's STS address (for Ceph and MinIO the same as ENDPOINT) and use"
                                + " ROLE_ARN, or ask for everything() with an access key"));
    }

    /**
     * Fails unless the platform's own identity may sign requests to the issuer. A user names STS_ENDPOINT, and the
     * identity's session token would travel there.
     */
    void requireOursMaySign(URI issuer) {
        String host = issuer.getHost();
        boolean isUsers = values.has(AwsProperties.STS_ENDPOINT);
        boolean isAws = "https".equals(issuer.getScheme())
                && AwsPartition.all().stream().anyMatch(partition -> partition.owns(host));
        if (isUsers && !isAws && !context.admitsIssuer(host)) {
            throw new ConnectionException(
                    ConnectionError.EGRESS_REFUSED,
                    "the layer's own identity signs no requests to " + host
                            + ", which a connection names as STS_ENDPOINT",
                    "let the deployment admit that issuer: ConnectionLayer.Builder.admitIssuer, or --admit-issuer "
                            + host);
        }
    }

    /** Where S3 answers; an override stands in for public addresses only. */
    URI s3() {
        Optional<URI> given = values.get(AwsProperties.ENDPOINT);
        boolean open = given.flatMap(S3Host::of)
                .map(host -> host.service() == S3Host.Service.PUBLIC_S3)
                .orElse(given.isEmpty());
        return open
                ? context.endpointOverride("s3")
                        .or(() -> given)
                        .orElseGet(() -> partition().endpoint("s3", region()))
                : given.orElseThrow();
    }

    URI lambda() {
        return regional("lambda");
    }

    /** Where requests on a bucket are really sent. */
    URI s3(String bucket) {
        URI base = s3();
        return pathStyle(bucket) ? base : URI.create(base.toString().replaceFirst("://", "://" + bucket + "."));
    }

    /** Whether the bucket stands in the path: as set, for stores outside AWS, and where it can not be a host's label. */
    boolean pathStyle(String bucket) {
        return !HOST_LABEL.matcher(bucket).matches()
                || values.get(AwsProperties.PATH_STYLE)
                        .orElseGet(() -> S3Host.of(s3()).isEmpty());
    }

    private URI regional(String service) {
        return context.endpointOverride(service).orElseGet(() -> partition().endpoint(service, region()));
    }
}
