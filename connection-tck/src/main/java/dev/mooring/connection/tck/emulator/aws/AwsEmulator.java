package dev.mooring.connection.tck.emulator.aws;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.EmulatorServer;
import dev.mooring.connection.tck.emulator.ReceivedCall;
import dev.mooring.connection.tck.emulator.aws.SigV4Verifier.Reason;
import dev.mooring.connection.tck.emulator.aws.SigV4Verifier.Rejection;
import dev.mooring.connection.tck.emulator.aws.SigV4Verifier.Verified;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * STS, S3, Lambda, Secrets Manager and KMS on one port of 127.0.0.1: an emulator, no more, that verifies signatures,
 * enforces trust and session policies and remembers what it received. Requests find their service by the credential scope
 * they are signed for. Safe for use by threads.
 */
public final class AwsEmulator implements AutoCloseable {
    private static final Duration HANGING = Duration.ofSeconds(30);
    private static final Pattern SERVICE = Pattern.compile("Credential=[^,]*/([^/,]+)/aws4_request");

    private static final Set<String> CHANGING = Set.of("PutObject", "DeleteObject", "Invoke");

    private final AdjustableClock clock;
    private final Map<String, AwsAccount> accounts = new ConcurrentHashMap<>();
    private final List<ReceivedCall> received = new CopyOnWriteArrayList<>();
    private final StsEmulator sts;
    private final S3Emulator s3;
    private final LambdaEmulator lambda = new LambdaEmulator();
    private final SecretsManagerEmulator secretsManager = new SecretsManagerEmulator();
    private final KmsEmulator kms;
    private final SigV4Verifier verifier;
    private final EmulatorServer server;

    private AwsEmulator(Clock clock) {
        this.clock = new AdjustableClock(clock);
        this.sts = new StsEmulator(this.clock, id -> Optional.ofNullable(accounts.get(id)));
        this.s3 = new S3Emulator(this.clock);
        this.kms = new KmsEmulator(this.clock);
        this.verifier = new SigV4Verifier(this.clock, keyId -> holder(keyId).map(AwsAccount.Holder::key));
        this.server = EmulatorServer.start(this::handle);
    }

    /** Starts an emulator on this machine's time. */
    public static AwsEmulator start() {
        return start(Clock.systemUTC());
    }

    /** Starts an emulator on the given time. */
    public static AwsEmulator start(Clock clock) {
        return new AwsEmulator(clock);
    }

    /** Where all services listen. */
    public URI endpoint() {
        return server.endpoint();
    }

    /** The account of the partition {@code aws} with those twelve digits, made when asked for first. */
    public AwsAccount account(String id) {
        return account("aws", id);
    }

    /** The account of any partition, made when asked for first. */
    public AwsAccount account(String partition, String id) {
        return accounts.computeIfAbsent(id, digits -> new AwsAccount(partition, digits));
    }

    /** STS. */
    public StsEmulator sts() {
        return sts;
    }

    /** S3. */
    public S3Emulator s3() {
        return s3;
    }

    /** Lambda. */
    public LambdaEmulator lambda() {
        return lambda;
    }

    /** Secrets Manager. */
    public SecretsManagerEmulator secretsManager() {
        return secretsManager;
    }

    /** KMS. */
    public KmsEmulator kms() {
        return kms;
    }

    /** Ends all failures. */
    public void heal() {
        services().forEach(AwsService::heal);
    }

    private List<AwsService> services() {
        return List.of(sts, s3, lambda, secretsManager, kms);
    }

    /** Changes the time by which requests are fresh and sessions alive. */
    public void setClock(Clock other) {
        clock.delegate = other;
    }

    /** All calls received so far, refused ones too, in the order of their answers. */
    public List<ReceivedCall> received() {
        return List.copyOf(received);
    }

    /** The received calls of one operation, for instance {@code AssumeRole}. */
    public List<ReceivedCall> received(String action) {
        return received.stream().filter(call -> call.action().equals(action)).toList();
    }

    /** How many calls would have written, deleted or run something; a dry run does not count. */
    public long writes() {
        return received.stream()
                .filter(call -> CHANGING.contains(call.action()))
                .filter(call -> !call.parameter("InvocationType").equals(Optional.of("DryRun")))
                .count();
    }

    /**
     * Whether a credential issued here may act on an object directly below the resource, list with its path as prefix, or
     * invoke the function it names; decided as S3 and Lambda would, without a call.
     */
    public boolean permits(Credential credential, Action action, Resource resource) {
        String keyId = credential instanceof Credential.Session session
                ? session.accessKeyId()
                : credential instanceof Credential.AccessKey key ? key.accessKeyId() : "";
        return holder(keyId)
                .map(AwsAccount.Holder::principal)
                .filter(principal -> resource.scheme().equals("s3")
                        ? s3.permits(principal, action, resource)
                        : lambda.permits(principal, action, resource))
                .isPresent();
    }

    /** Forgets the received calls. */
    public void forget() {
        received.clear();
    }

    /** Stops listening. */
    @Override
    public void close() {
        server.close();
    }

    private EmulatedResponse handle(EmulatedRequest request) {
        AwsService service = service(request);
        String requestId = UUID.randomUUID().toString();
        AwsOperation operation = service.operation(request);
        Optional<String> keyId = Optional.empty();
        EmulatedResponse response;
        try {
            Verified verified = verified(request, service);
            keyId = Optional.of(verified.key().accessKeyId());
            AwsPrincipal caller = holder(keyId.get()).orElseThrow().principal();
            requireNoFault(service);
            response = service.answer(new AwsCall(operation, verified, caller, requestId));
        } catch (Rejection rejection) {
            response = service.render(service.refusal(operation, rejection), requestId);
        } catch (AwsFailure failure) {
            response = service.render(failure, requestId);
        }
        received.add(
                new ReceivedCall(service.name(), operation.name(), operation.parameters(), keyId, response.status()));
        return delivered(service, service.finish(operation, response))
                .header("x-amzn-RequestId", requestId)
                .header("x-amz-request-id", requestId)
                .header(
                        "Date",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                clock.instant().atOffset(ZoneOffset.UTC)));
    }

    private Verified verified(EmulatedRequest request, AwsService service) {
        Verified verified = verifier.verify(request);
        if (!verified.service().equals(service.name())) {
            throw new Rejection(Reason.MALFORMED, "Credential should be scoped to the service " + service.name());
        }
        return verified;
    }

    private static void requireNoFault(AwsService service) {
        service.fault().ifPresent(fault -> {
            throw service.failure(fault);
        });
    }

    private static EmulatedResponse delivered(AwsService service, EmulatedResponse response) {
        return service.fault()
                .map(fault -> switch (fault) {
                    case HANGING -> response.delayed(HANGING);
                    case RESET -> response.reset();
                    case THROTTLED, REGION_DISABLED, UNAVAILABLE -> response;
                })
                .orElse(response);
    }

    private AwsService service(EmulatedRequest request) {
        Matcher matcher = SERVICE.matcher(request.header("authorization").orElse(""));
        String signedFor = matcher.find() ? matcher.group(1) : "";
        return services().stream()
                .filter(service -> service.name().equals(signedFor))
                .findFirst()
                .orElseGet(() -> unsigned(request));
    }

    private AwsService unsigned(EmulatedRequest request) {
        if (request.path().matches("/20\\d\\d-\\d\\d-\\d\\d/.*")) {
            return lambda;
        }
        if (request.header("x-amz-target").isPresent()) {
            return kms.isTarget(request) ? kms : secretsManager;
        }
        return request.path().equals("/") && request.method().equals("POST") ? sts : s3;
    }

    private Optional<AwsAccount.Holder> holder(String accessKeyId) {
        return accounts.values().stream()
                .map(account -> account.holder(accessKeyId))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Tells the time of another clock, which can be exchanged. */
    private static final class AdjustableClock extends Clock {
        private volatile Clock delegate;

        AdjustableClock(Clock delegate) {
            this.delegate = delegate;
        }

        @Override
        public Instant instant() {
            return delegate.instant();
        }

        @Override
        public ZoneId getZone() {
            return delegate.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return delegate.withZone(zone);
        }
    }
}
