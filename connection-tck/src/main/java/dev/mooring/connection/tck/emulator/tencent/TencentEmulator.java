package dev.mooring.connection.tck.emulator.tencent;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.EmulatorServer;
import dev.mooring.connection.tck.emulator.ReceivedCall;
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

/**
 * STS, COS and SCF of Tencent Cloud on one port of 127.0.0.1: an emulator, no more, that verifies signatures, enforces trust
 * and session policies and remembers what it received. Requests find their service by the version of the API they name, those
 * without one are for COS, whose buckets are found by the {@code Host} header. Safe for use by threads.
 */
public final class TencentEmulator implements AutoCloseable {
    private static final Duration HANGING = Duration.ofSeconds(30);
    private static final Set<String> CHANGING = Set.of("PutObject", "DeleteObject", "Invoke");

    private final AdjustableClock clock;
    private final Map<String, TencentAccount> accounts = new ConcurrentHashMap<>();
    private final List<ReceivedCall> received = new CopyOnWriteArrayList<>();
    private final StsEmulator sts;
    private final CosEmulator cos;
    private final ScfEmulator scf = new ScfEmulator();
    private final KeyRing ring;
    private final EmulatorServer server;

    private TencentEmulator(Clock clock) {
        this.clock = new AdjustableClock(clock);
        this.sts = new StsEmulator(this.clock, uin -> Optional.ofNullable(accounts.get(uin)));
        this.cos = new CosEmulator(this.clock);
        this.ring = new KeyRing(this.clock, id -> holder(id).map(TencentAccount.Holder::key));
        this.server = EmulatorServer.start(this::handle);
    }

    /** Starts an emulator on this machine's time. */
    public static TencentEmulator start() {
        return start(Clock.systemUTC());
    }

    /** Starts an emulator on the given time. */
    public static TencentEmulator start(Clock clock) {
        return new TencentEmulator(clock);
    }

    /** Where all three services listen. */
    public URI endpoint() {
        return server.endpoint();
    }

    /** The account with that number of roles and that number of buckets, made when asked for first. */
    public TencentAccount account(String uin, String appId) {
        return accounts.computeIfAbsent(uin, number -> new TencentAccount(number, appId));
    }

    /** STS. */
    public StsEmulator sts() {
        return sts;
    }

    /** COS. */
    public CosEmulator cos() {
        return cos;
    }

    /** SCF. */
    public ScfEmulator scf() {
        return scf;
    }

    /** Ends all failures. */
    public void heal() {
        List.of(sts, cos, scf).forEach(TencentService::heal);
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
     * invoke the function it names; decided as COS and SCF would, without a call.
     */
    public boolean permits(Credential credential, Action action, Resource resource) {
        String id = credential instanceof Credential.Session session
                ? session.accessKeyId()
                : credential instanceof Credential.AccessKey key ? key.accessKeyId() : "";
        return holder(id)
                .map(TencentAccount.Holder::principal)
                .filter(principal -> resource.scheme().equals("cos")
                        ? cos.permits(principal, action, resource)
                        : scf.permits(principal, action, resource))
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
        TencentService service = service(request);
        String requestId = UUID.randomUUID().toString();
        TencentOperation operation = service.operation(request);
        Optional<String> keyId = Optional.empty();
        EmulatedResponse response;
        try {
            SigningKey key = service.verify(request, ring);
            keyId = Optional.of(key.secretId());
            TencentPrincipal caller = holder(key.secretId()).orElseThrow().principal();
            service.fault().ifPresent(fault -> {
                throw service.failure(fault);
            });
            response = service.answer(new TencentCall(operation, request, caller, requestId));
        } catch (Rejection rejection) {
            response = service.render(operation, service.refusal(operation, rejection), requestId);
        } catch (TencentFailure failure) {
            response = service.render(operation, failure, requestId);
        }
        received.add(
                new ReceivedCall(service.name(), operation.name(), operation.parameters(), keyId, response.status()));
        return delivered(service, response)
                .header("x-cos-request-id", requestId)
                .header(
                        "Date",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                clock.instant().atOffset(ZoneOffset.UTC)));
    }

    private static EmulatedResponse delivered(TencentService service, EmulatedResponse response) {
        return service.fault()
                .map(fault -> switch (fault) {
                    case HANGING -> response.delayed(HANGING);
                    case RESET -> response.reset();
                    case THROTTLED, REGION_UNSUPPORTED, NOT_ACTIVATED, UNAVAILABLE -> response;
                })
                .orElse(response);
    }

    private TencentService service(EmulatedRequest request) {
        String version = request.header("x-tc-version").orElse("");
        return version.equals(sts.version()) ? sts : version.equals(scf.version()) ? scf : cos;
    }

    private Optional<TencentAccount.Holder> holder(String secretId) {
        return accounts.values().stream()
                .map(account -> account.holder(secretId))
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
