package dev.mooring.connection.aliyun;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.aliyun.AliyunProperties.Network;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Validator;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks that addresses are those of OSS and STS, without a bucket, and agree with region and network. */
final class OssEndpointValidator implements Validator {
    private static final Pattern STS =
            Pattern.compile("(?i)sts(?:(?:-vpc)?\\.(?<region>[a-z]{2}-[a-z0-9-]+))?\\.aliyuncs\\.com");

    @Override
    public List<Violation> validate(TypeId type, PropertyValues values) {
        List<Violation> violations = new ArrayList<>();
        values.get(AliyunProperties.ENDPOINT).ifPresent(endpoint -> endpoint(endpoint, values, violations));
        values.get(AliyunProperties.STS_ENDPOINT).ifPresent(sts -> sts(sts).ifPresent(violations::add));
        presence(values).ifPresent(violations::add);
        address(values).ifPresent(violations::add);
        return violations;
    }

    private static void endpoint(URI endpoint, PropertyValues values, List<Violation> violations) {
        OssHost host = OssHost.of(endpoint);
        form(endpoint, host).ifPresent(violations::add);
        conflict(host, values).ifPresent(violations::add);
        if (endpoint.getScheme().equals("http")) {
            violations.add(Violation.warning(
                    AliyunProperties.ENDPOINT.name(),
                    Reason.MALFORMED,
                    "sends session tokens unencrypted; leave http:// out"));
        }
    }

    private static Optional<Violation> form(URI endpoint, OssHost host) {
        String name = AliyunProperties.ENDPOINT.name();
        if (OssHost.isOfAnotherCloud(endpoint)) {
            return Optional.of(Violation.error(
                            name,
                            Reason.CONFLICT,
                            "is an address of another cloud: use type S3 for amazonaws.com and COS for myqcloud.com")
                    .under(ConnectionError.CROSS_CLOUD_NOT_SUPPORTED));
        }
        if (host.bucket().isPresent()) {
            String rest = endpoint.getHost().substring(host.bucket().get().length() + 1);
            return Optional.of(Violation.error(
                    name,
                    Reason.MALFORMED,
                    "starts with the bucket " + host.bucket().get() + "; write " + rest
                            + ", buckets are named where the connection is used"));
        }
        return switch (host.kind()) {
            case PUBLIC, INTERNAL, ACCELERATE -> Optional.empty();
            case S3_COMPATIBLE ->
                Optional.of(Violation.error(
                        name, Reason.MALFORMED, "speaks the protocol of S3; write oss-<region>.aliyuncs.com"));
            case OTHER ->
                Optional.of(Violation.error(
                        name,
                        Reason.MALFORMED,
                        "is no address of OSS; write oss-<region>.aliyuncs.com, or leave it out and set REGION"));
        };
    }

    private static Optional<Violation> conflict(OssHost host, PropertyValues values) {
        Optional<String> region = values.get(AliyunProperties.REGION);
        if (host.region().isPresent() && region.isPresent() && !host.region().equals(region)) {
            return Optional.of(Violation.error(
                    AliyunProperties.ENDPOINT.name(),
                    Reason.CONFLICT,
                    "is in region " + host.region().get() + ", but REGION is " + region.get()));
        }
        Optional<Network> network = values.get(AliyunProperties.NETWORK);
        boolean internal = host.kind() == OssHost.Kind.INTERNAL;
        boolean differs = network.filter(each -> each == (internal ? Network.PUBLIC : Network.INTERNAL))
                .isPresent();
        boolean accelerated = host.kind() == OssHost.Kind.ACCELERATE
                && network.filter(each -> each == Network.AUTO).isPresent();
        return differs || accelerated
                ? Optional.of(Violation.error(
                        AliyunProperties.NETWORK.name(),
                        Reason.CONFLICT,
                        "contradicts ENDPOINT, which is " + (internal ? "internal" : "public") + "; leave one out"))
                : Optional.empty();
    }

    /** The platform's session token travels to STS, so that only the cloud's own is taken, and only over TLS. */
    private static Optional<Violation> sts(URI endpoint) {
        Matcher matcher = STS.matcher(String.valueOf(endpoint.getHost()));
        boolean own = matcher.matches() && endpoint.getScheme().equals("https");
        return own
                ? Optional.empty()
                : Optional.of(Violation.error(
                        AliyunProperties.STS_ENDPOINT.name(),
                        Reason.MALFORMED,
                        "is no STS address of Alibaba Cloud; leave it out or write sts-vpc.<region>.aliyuncs.com"));
    }

    private static Optional<Violation> presence(PropertyValues values) {
        boolean regional = values.get(AliyunProperties.ENDPOINT)
                .flatMap(endpoint -> OssHost.of(endpoint).region())
                .isPresent();
        if (values.has(AliyunProperties.REGION)) {
            return Optional.empty();
        }
        if (values.has(AliyunProperties.ROLE_ARN)) {
            return missing(
                    AliyunProperties.REGION, "the buckets' region, such as cn-hangzhou, is needed with ROLE_ARN");
        }
        if (!values.has(AliyunProperties.ACCESS_ID) || regional) {
            return Optional.empty();
        }
        return values.has(AliyunProperties.ENDPOINT)
                ? missing(AliyunProperties.REGION, "the buckets' region is needed, for ENDPOINT does not say it")
                : missing(
                        AliyunProperties.ENDPOINT,
                        "the OSS address of the buckets' region, such as oss-cn-hangzhou.aliyuncs.com, is needed with a"
                                + " key");
    }

    private static Optional<Violation> missing(PropertySpec<?> spec, String expectation) {
        return Optional.of(Violation.error(spec.name(), Reason.MISSING, expectation));
    }

    /** Finance regions have addresses of one network only. */
    private static Optional<Violation> address(PropertyValues values) {
        if (values.has(AliyunProperties.ENDPOINT) || !values.has(AliyunProperties.REGION)) {
            return Optional.empty();
        }
        AliyunRegion region = AliyunRegion.of(values.require(AliyunProperties.REGION));
        Network network = values.get(AliyunProperties.NETWORK).orElse(Network.PUBLIC);
        boolean none = switch (network) {
            case PUBLIC -> region.oss().isEmpty();
            case INTERNAL -> region.ossInternal().isEmpty();
            case AUTO -> region.oss().isEmpty() || region.ossInternal().isEmpty();
        };
        return none
                ? Optional.of(Violation.error(
                        AliyunProperties.NETWORK.name(),
                        Reason.CONFLICT,
                        "region " + region.id() + " has no known OSS address of that network; set "
                                + (region.ossInternal().isPresent() ? "NETWORK = internal" : "ENDPOINT")))
                : Optional.empty();
    }
}
