package dev.mooring.connection.tencent;

import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.tencent.TencentProperties.Network;
import java.net.URI;
import java.util.Optional;

/** Where the calls of one connection go. Lives as long as one plan or one test. */
final class TencentEndpoints {
    private final PropertyValues values;
    private final ProviderContext context;

    TencentEndpoints(PropertyValues values, ProviderContext context) {
        this.values = values;
        this.context = context;
    }

    TencentRegion region() {
        return TencentRegion.of(values.require(TencentProperties.REGION));
    }

    /** The STS that limits how often roles are assumed, by the account that asks. */
    static Optional<String> issuer(PropertyValues values) {
        return values.get(TencentProperties.ROLE_ARN).map(role -> "sts.tencentcloudapi.com");
    }

    Endpoint sts() {
        return api("sts");
    }

    Endpoint scf() {
        return api("scf");
    }

    private Endpoint api(String service) {
        return reached(region().host(service), context.endpointOverride(service));
    }

    /** Where a bucket is found under that choice of addresses. */
    Endpoint bucket(String bucket, Network network) {
        String region = region().id();
        return switch (network) {
            case PUBLIC, AUTO -> reached(bucket + ".cos." + region + ".myqcloud.com", context.endpointOverride("cos"));
            case ACCELERATE -> reached(bucket + ".cos.accelerate.myqcloud.com", context.endpointOverride("cos"));
            case INTERNAL ->
                reached(
                        bucket + ".cos-internal." + region + ".tencentcos.cn",
                        context.endpointOverride("cos-internal").or(() -> context.endpointOverride("cos")));
        };
    }

    /** Where the account's buckets are listed. */
    Endpoint buckets() {
        return reached("service.cos.myqcloud.com", context.endpointOverride("cos"));
    }

    private static Endpoint reached(String host, Optional<URI> override) {
        return override.map(address -> new Endpoint(host, address)).orElseGet(() -> Endpoint.of(host));
    }
}
