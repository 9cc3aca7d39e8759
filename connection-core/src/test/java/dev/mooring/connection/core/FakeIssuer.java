package dev.mooring.connection.core;

import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.Receipt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A token service in process: it counts its calls, fails when told to, and says when its tokens end. */
public final class FakeIssuer {
    private final AtomicInteger calls = new AtomicInteger();
    private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    private volatile Duration life = Duration.ofHours(1);
    private volatile Duration clockAhead = Duration.ZERO;
    private volatile Optional<Instant> saysExpiry = Optional.empty();
    private volatile Map<PropertySpec<Secret>, Secret> rotated = Map.of();
    private volatile Runnable beforeAnswer = () -> {};

    public int calls() {
        return calls.get();
    }

    public void failNext(RuntimeException... with) {
        failures.addAll(List.of(with));
    }

    public void life(Duration duration) {
        life = duration;
    }

    public void clockAhead(Duration duration) {
        clockAhead = duration;
    }

    public void sayExpiry(Instant expiry) {
        saysExpiry = Optional.of(expiry);
    }

    public void rotate(Map<PropertySpec<Secret>, Secret> secrets) {
        rotated = secrets;
    }

    public void beforeAnswer(Runnable action) {
        beforeAnswer = action;
    }

    public Issued issue(Clock clock) {
        int call = calls.incrementAndGet();
        beforeAnswer.run();
        RuntimeException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
        Instant issuerNow = clock.instant().plus(clockAhead);
        Instant expiry = saysExpiry.orElse(issuerNow.plus(life));
        Credential credential = new Credential.Bearer(Secret.of("token-" + call), Optional.of(expiry));
        return new Issued(
                credential,
                List.of(),
                PropertyValues.empty(),
                rotated,
                new Receipt(Optional.of("request-" + call), Optional.of(issuerNow)));
    }
}
