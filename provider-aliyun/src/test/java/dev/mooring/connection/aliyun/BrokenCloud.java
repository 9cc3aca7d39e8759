package dev.mooring.connection.aliyun;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.Hops;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.tck.FakeProviderContext;
import dev.mooring.connection.tck.ProbeExecution;
import dev.mooring.connection.tck.Requests;
import dev.mooring.connection.tck.emulator.aliyun.AliyunAccount;
import dev.mooring.connection.tck.emulator.aliyun.AliyunEmulator;
import dev.mooring.connection.tck.emulator.aliyun.AliyunRole;
import dev.mooring.connection.tck.emulator.aliyun.RamPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A cloud in which all is well, until a test breaks something; made anew for every set-up. */
final class BrokenCloud implements AutoCloseable {
    static final String EXTERNAL_ID = "VW9UaGwYENBQ7cFp";
    static final String ROLE = "ROLE_ARN=acs:ram::1222808864467016:role/lake";
    static final AccessScope ORDERS = AccessScope.read("oss://lake/orders/");

    final AliyunEmulator aliyun = AliyunEmulator.start();
    final AliyunAccount platform = aliyun.account("1384322691904283");
    final AliyunAccount customer = aliyun.account("1222808864467016");
    final AccessKey user = customer.createUser("etl", RamPolicy.everything());
    Credential identity = platform.createUser("mooring", RamPolicy.everything());
    UnaryOperator<Credential> vended = UnaryOperator.identity();
    private final FakeProviderContext context = new FakeProviderContext(Clock.systemUTC())
            .timeout(Duration.ofSeconds(3))
            .override("sts", aliyun.endpoint())
            .override("oss", aliyun.endpoint())
            .override("fc", aliyun.endpoint());

    BrokenCloud() {
        aliyun.oss().createBucket(customer, "lake", "cn-shanghai");
        role(RamPolicy.trust(platform.rootArn(), EXTERNAL_ID), RamPolicy.everything());
    }

    void role(RamPolicy trust, RamPolicy permissions) {
        customer.putRole(AliyunRole.of("lake", trust, permissions));
    }

    FakeProviderContext context() {
        return context.identity(identity);
    }

    /** The first failure of a test of a connection with a role. */
    Optional<ConnectionException> test(AccessScope scope, String... more) {
        String[] properties = Arrays.copyOf(more, more.length + 2);
        properties[more.length] = ROLE;
        properties[more.length + 1] = "REGION=cn-shanghai";
        return test(new OssConnectionType(), Optional.of(scope), properties);
    }

    /** The first failure of a test of a connection with a key. */
    Optional<ConnectionException> testKey(AccessKey key) {
        return test(
                new OssConnectionType(),
                Optional.of(ORDERS),
                "ENDPOINT=oss-cn-shanghai.aliyuncs.com",
                "ACCESS_ID=" + key.accessKeyId(),
                "ACCESS_KEY=" + key.accessKeySecret().reveal());
    }

    Optional<ConnectionException> testFunctions() {
        return test(
                new FunctionComputeConnectionType(),
                Optional.empty(),
                "PROVIDER=aliyun",
                "CODE_BUCKET=lake",
                ROLE,
                "REGION=cn-shanghai");
    }

    Optional<ConnectionException> test(ConnectionType type, Optional<AccessScope> scope, String... properties) {
        ProbeExecution execution = run(type, scope, properties);
        return execution.thrown().stream().map(ConnectionException.class::cast).findFirst();
    }

    ProbeExecution run(ConnectionType type, Optional<AccessScope> scope, String... properties) {
        Requests requests = Requests.of(type, raw(properties), EXTERNAL_ID);
        FakeProviderContext surroundings = context();
        return ProbeExecution.run(
                type.probe(surroundings)
                        .steps(requests.probe(scope, wanted -> vended.apply(vend(type, requests, wanted)))),
                Duration.ofSeconds(15));
    }

    Credential vend(ConnectionType type, Requests requests, AccessScope scope) {
        try {
            return type.vendor(context())
                    .plan(requests.vend(scope))
                    .call()
                    .run(new NoHops())
                    .credential();
        } catch (ConnectionException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static List<RawProperty> raw(String... assignments) {
        return Arrays.stream(assignments)
                .map(text ->
                        RawProperty.of(text.substring(0, text.indexOf('=')), text.substring(text.indexOf('=') + 1)))
                .toList();
    }

    @Override
    public void close() {
        aliyun.close();
    }

    /** Plans of this provider need no earlier hop. */
    private static final class NoHops implements Hops {
        @Override
        public Credential get(String name, VendPlan plan) {
            throw new AssertionError(name);
        }

        @Override
        public void rejected(String name) {
            throw new AssertionError(name);
        }
    }
}
