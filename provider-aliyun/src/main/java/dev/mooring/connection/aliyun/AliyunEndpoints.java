package dev.mooring.connection.aliyun;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.aliyun.AliyunProperties.Network;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.Resources;
import java.net.URI;
import java.util.Optional;

/**
 * Where the calls of one connection go. A deployment sends public addresses elsewhere as services sts, oss and fc, those
 * inside a region as sts-vpc and oss-internal. Lives as long as one plan or one test.
 */
final class AliyunEndpoints {
    private static final String FIRST_REGION = "cn-hangzhou";

    private final PropertyValues values;
    private final ProviderContext context;
    private final Resources resources;

    AliyunEndpoints(PropertyValues values, ProviderContext context, Resources resources) {
        this.values = values;
        this.context = context;
        this.resources = resources;
    }

    AliyunRegion region() {
        return AliyunRegion.of(values.get(AliyunProperties.REGION)
                .or(() -> endpoint().flatMap(endpoint -> OssHost.of(endpoint).region()))
                .orElse(FIRST_REGION));
    }

    /** The network that is set, or that ENDPOINT means. */
    Network network() {
        return values.get(AliyunProperties.NETWORK).orElseGet(() -> isInternal() ? Network.INTERNAL : Network.PUBLIC);
    }

    /** The network that is used; under auto that is found out once by connecting, which may take a second. */
    Network reached() {
        if (network() != Network.AUTO) {
            return network();
        }
        try {
            return resources
                    .get(ReachedNetwork.class, () -> ReachedNetwork.probe(internal(), context))
                    .network();
        } catch (ConnectionException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where OSS answers; blocks under auto. */
    URI oss() {
        return reached() == Network.INTERNAL ? internal() : open();
    }

    /** Where requests on a bucket are really sent. */
    URI oss(String bucket) {
        URI base = oss();
        return pathStyle() ? base : URI.create(base.toString().replaceFirst("://", "://" + bucket + "."));
    }

    /** Only a stand-in takes the bucket in the path; OSS itself refuses that. */
    boolean pathStyle() {
        return OssHost.of(oss()).kind() == OssHost.Kind.OTHER;
    }

    /** The STS that limits how often roles are assumed, for all regions together, by the account that asks. */
    static Optional<String> issuer(PropertyValues values) {
        return values.get(AliyunProperties.ROLE_ARN)
                .map(role -> values.get(AliyunProperties.STS_ENDPOINT)
                        .orElse(AliyunRegion.CENTRAL_STS)
                        .getAuthority());
    }

    /** Where STS answers; blocks under auto. */
    URI sts() {
        Optional<URI> given = values.get(AliyunProperties.STS_ENDPOINT);
        if (given.isPresent()) {
            return context.endpointOverride("sts").orElseGet(given::get);
        }
        Optional<URI> vpc = reached() == Network.INTERNAL ? vpc() : Optional.empty();
        return vpc.orElseGet(() -> context.endpointOverride("sts")
                .orElseGet(() -> region().sts().map(AliyunRegion::uri).orElse(AliyunRegion.CENTRAL_STS)));
    }

    URI functions() {
        return context.endpointOverride("fc").orElseGet(() -> region().functions());
    }

    private Optional<URI> vpc() {
        return context.endpointOverride("sts-vpc").or(() -> region().stsVpc().map(AliyunRegion::uri));
    }

    private URI internal() {
        return context.endpointOverride("oss-internal")
                .or(() -> endpoint().filter(given -> isInternal()))
                .or(() -> region().ossInternal().map(AliyunRegion::uri))
                .orElseThrow(this::unknown);
    }

    private URI open() {
        return context.endpointOverride("oss")
                .or(() -> endpoint().filter(given -> !isInternal()))
                .or(() -> region().oss().map(AliyunRegion::uri))
                .orElseThrow(this::unknown);
    }

    private ConnectionException unknown() {
        return new ConnectionException(
                ConnectionError.INVALID_PROPERTIES,
                "region " + region().id() + " has no known OSS address for that network",
                "set ENDPOINT to the address that the OSS console shows for the bucket");
    }

    private boolean isInternal() {
        return endpoint()
                .filter(endpoint -> OssHost.of(endpoint).kind() == OssHost.Kind.INTERNAL)
                .isPresent();
    }

    /** Functions have no such property. */
    private Optional<URI> endpoint() {
        return values.get(AliyunProperties.ENDPOINT);
    }
}
