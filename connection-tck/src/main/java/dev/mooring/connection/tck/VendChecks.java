package dev.mooring.connection.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.property.PropertyKind;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendRequest;
import dev.mooring.connection.tck.FakeBackend.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** Checks that a vendor plans without acting, does what it planned and bears many threads. */
final class VendChecks {
    private static final int THREADS = 16;
    private static final String SESSION_NAME = "cl-tck-thread";
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    private final Subject subject;
    private final FakeBackend backend;
    private final AccessScope scope;

    VendChecks(Subject subject, FakeBackend backend, AccessScope scope) {
        this.subject = subject;
        this.backend = backend;
        this.scope = scope;
    }

    /** The subject has its vendor by now, so that this covers making one. */
    void planIsPure() {
        VendRequest request = subject.requests().vend(scope);
        VendPlan first = subject.plan(request);
        VendPlan second = subject.plan(request);
        assertThat(first.operation()).as("operation of a plan").isNotBlank().isEqualTo(second.operation());
        assertThat(first.fields()).as("fields of a plan").isEqualTo(second.fields());
        assertThat(first.fields())
                .extracting(VendPlan.Field::name)
                .as("names of fields")
                .doesNotHaveDuplicates();
        assertThat(first.reuse()).as("reuse of a plan").isEqualTo(second.reuse());
        assertThat(backend.calls())
                .as("calls made by making a vendor and planning")
                .isZero();
        assertThat(subject.context().resolved())
                .as("hosts resolved by planning")
                .isEmpty();
    }

    void issuerReceivesThePlan() {
        VendPlan plan = subject.plan(subject.requests().vend(scope));
        int before = backend.received().size();
        subject.call(plan);
        List<Received> received =
                backend.received().subList(before, backend.received().size());
        if (received.isEmpty()) {
            assertThat(plan.reuse()).as("reuse of a vend without a call").isEqualTo(VendPlan.Reuse.NEVER);
            return;
        }
        Received last = received.get(received.size() - 1);
        Map<String, String> planned = new TreeMap<>();
        plan.fields().forEach(field -> planned.put(field.name(), field.value()));
        assertThat(last.operation()).as("operation received").isEqualTo(plan.operation());
        assertThat(last.fields()).as("fields received, against those planned").isEqualTo(planned);
    }

    void identifyingFieldsReachTheIssuer() {
        VendRequest request = subject.requests().vend(scope);
        subject.vend(request);
        List<Received> received = backend.received();
        assertThat(received).as("requests that the issuer received").isNotEmpty();
        Map<String, String> fields = received.get(received.size() - 1).fields();
        String lifetime = String.valueOf(request.lifetime().toSeconds());
        assertThat(fields).as("the session name among the fields").containsValue(request.sessionName());
        assertThat(fields.values())
                .as("the lifetime among the fields, in seconds or as a duration")
                .containsAnyOf(lifetime, request.lifetime().toString());
        if (hasRole()) {
            assertThat(fields).as("the external id among the fields").containsValue(backend.externalId());
        }
    }

    void credentialExpiresAsIssued() {
        VendRequest request = subject.requests().vend(scope);
        VendPlan plan = subject.plan(request);
        Issued issued = subject.call(plan);
        Optional<Instant> expiry = issued.credential().expiresAt();
        if (plan.reuse() == VendPlan.Reuse.UNTIL_EXPIRY) {
            assertThat(expiry).as("expiry of a credential that may be kept").isPresent();
        }
        expiry.ifPresent(end -> assertThat(end)
                .as("expiry")
                .isAfter(Instant.now())
                .isBefore(Instant.now().plus(request.lifetime()).plus(TOLERANCE)));
    }

    void policyIsNeverEmpty() {
        subject.vend(subject.requests().vend(scope));
        assertThat(backend.received())
                .allSatisfy(received -> received.fields()
                        .forEach((name, value) -> assertThat(value)
                                .as("the field %s as received", name)
                                .isNotBlank()
                                .isNotEqualTo("{}")));
    }

    /** Each thread has a session name of its own, and all have planned before one calls, so that shared state shows. */
    void manyThreadsVendAtOnce() {
        CyclicBarrier planned = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Credential>> vends = IntStream.range(0, THREADS)
                    .mapToObj(i -> subject.requests().sessionName(SESSION_NAME + i))
                    .<Callable<Credential>>map(requests -> () -> {
                        VendPlan plan = subject.plan(requests.vend(scope));
                        planned.await();
                        return subject.call(plan).credential();
                    })
                    .toList();
            List<Future<Credential>> futures = new ArrayList<>();
            vends.forEach(vend -> futures.add(threads.submit(vend)));
            futures.forEach(
                    future -> assertThat(result(future)).as("credential").isNotNull());
        } finally {
            threads.shutdownNow();
        }
    }

    /** After {@link #manyThreadsVendAtOnce}: each of them reached the issuer under its own name. */
    void sessionsAreDistinct(boolean areNamed) {
        if (backend.received().isEmpty() || !areNamed) {
            return;
        }
        for (int i = 0; i < THREADS; i++) {
            String name = SESSION_NAME + i;
            assertThat(backend.received())
                    .as("requests with the session name %s", name)
                    .filteredOn(received -> received.fields().containsValue(name))
                    .hasSize(1);
        }
    }

    private boolean hasRole() {
        PropertyValues properties = subject.requests().properties();
        return subject.type().schema().specs().stream()
                .anyMatch(spec -> spec.kind() == PropertyKind.ROLE && properties.has(spec));
    }

    private static Credential result(Future<Credential> future) {
        try {
            return future.get(1, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("a vend among " + THREADS + " failed: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
