package dev.mooring.connection.tck.emulator.aliyun;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.EmulatorServer;
import dev.mooring.connection.tck.emulator.ReceivedCall;
import dev.mooring.connection.tck.emulator.aliyun.SignatureVerifier.Verified;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * RAM's STS, OSS and Function Compute on one port of 127.0.0.1: an emulator, no more, that verifies signatures, enforces
 * trust and session policies and remembers what it received. Safe for use by threads.
 */
public final class AliyunEmulator implements AutoCloseable {
    private static final Duration HANGING = Duration.ofSeconds(30);
    private static final String FUNCTIONS = "/2023-03-30/";
    private static final Set<String> CHANGING = Set.of("PutObject", "DeleteObject", "InvokeFunction");

    private final AdjustableClock clock;
    private final Map<String, AliyunAccount> accounts = new ConcurrentHashMap<>();
    private final List<ReceivedCall> received = new CopyOnWriteArrayList<>();
    private final RamStsEmulator sts;
    private final OssEmulator oss;
    private final FcEmulator fc = new FcEmulator();
    private final SignatureVerifier verifier;
    private final EmulatorServer server;

    private AliyunEmulator(Clock clock) {
        this.clock = new AdjustableClock(clock);
        this.sts = new RamStsEmulator(this.clock, id -> Optional.ofNullable(accounts.get(id)));
        this.oss = new OssEmulator(this.clock);
        this.verifier = new SignatureVerifier(this.clock, id -> holder(id).map(AliyunAccount.Holder::key));
        this.server = EmulatorServer.start(this::handle);
    }

    /** Starts an emulator on this machine's time. */
    public static AliyunEmulator start() {
        return start(Clock.systemUTC());
    }

    /** Starts an emulator on the given time. */
    public static AliyunEmulator start(Clock clock) {
        return new AliyunEmulator(clock);
    }

    /** Where all three services listen. */
    public URI endpoint() {
        return server.endpoint();
    }

    /** The account of those digits, made when asked for first. */
    public AliyunAccount account(String id) {
        return accounts.computeIfAbsent(id, AliyunAccount::new);
    }

    /** STS. */
    public RamStsEmulator sts() {
        return sts;
    }

    /** OSS. */
    public OssEmulator oss() {
        return oss;
    }

    /** Function Compute. */
    public FcEmulator fc() {
        return fc;
    }

    /** Ends all failures. */
    public void heal() {
        List.of(sts, oss, fc).forEach(AliyunService::heal);
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

    /** How many calls would have written, deleted or run something. */
    public long writes() {
        return received.stream()
                .filter(call -> CHANGING.contains(call.action()))
                .count();
    }

    /**
     * Whether a credential issued here may act on an object directly below the resource, list with its path as prefix, or
     * invoke the function it names; decided as the services would, without a call.
     */
    public boolean permits(Credential credential, Action action, Resource resource) {
        String keyId = credential instanceof Credential.Session session
                ? session.accessKeyId()
                : credential instanceof Credential.AccessKey key ? key.accessKeyId() : "";
        return holder(keyId)
                .map(AliyunAccount.Holder::principal)
                .filter(principal -> resource.scheme().equals("oss")
                        ? oss.permits(principal, action, resource)
                        : fc.permits(principal, action, resource))
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
        AliyunService service = service(request);
        String requestId = UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
        AliyunOperation operation = service.operation(request);
        Optional<String> keyId = Optional.empty();
        EmulatedResponse response;
        try {
            Verified verified = verifier.verify(request);
            keyId = Optional.of(verified.key().id());
            AliyunPrincipal caller = holder(keyId.get()).orElseThrow().principal();
            service.fault().ifPresent(fault -> {
                throw service.failure(fault);
            });
            response = service.answer(new AliyunCall(operation, request, caller, verified.region(), requestId));
        } catch (Rejection rejection) {
            response = service.render(service.refusal(operation, rejection), requestId);
        } catch (AliyunFailure failure) {
            response = service.render(failure, requestId);
        }
        received.add(
                new ReceivedCall(service.name(), operation.name(), operation.parameters(), keyId, response.status()));
        return delivered(service, response)
                .header(service == oss ? "x-oss-request-id" : "x-acs-request-id", requestId)
                .header(
                        "Date",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                clock.instant().atOffset(ZoneOffset.UTC)));
    }

    private static EmulatedResponse delivered(AliyunService service, EmulatedResponse response) {
        return service.fault()
                .map(fault -> switch (fault) {
                    case HANGING -> response.delayed(HANGING);
                    case RESET -> response.reset();
                    case THROTTLED, NOT_ACTIVATED, NO_ACCELERATION, UNAVAILABLE -> response;
                })
                .orElse(response);
    }

    private AliyunService service(EmulatedRequest request) {
        if (request.path().startsWith(FUNCTIONS)) {
            return fc;
        }
        boolean rpc = request.header("x-acs-action").isPresent()
                || request.query("Action").isPresent()
                || (request.path().equals("/") && request.method().equals("POST"));
        return rpc ? sts : oss;
    }

    private Optional<AliyunAccount.Holder> holder(String accessKeyId) {
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
