package dev.mooring.connection.core.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.Connections;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.FakeProvider;
import dev.mooring.connection.core.internal.content.LayerContents;
import dev.mooring.connection.core.internal.vend.ResourcePool;
import dev.mooring.connection.core.internal.workspace.LayerContext;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.spi.VendPlan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a careless or hostile user of a workspace tries, and what must hold all the same. */
class HostileUseTest {
    private static final AccessScope READ = AccessScope.read("link://x/");
    private final LinkProvider provider = new LinkProvider();

    private ConnectionLayer memory() {
        return ConnectionLayer.inMemory().provider(provider).open();
    }

    private static ConnectionDraft link(String name, String parent) {
        var draft = ConnectionDraft.of(name, "LINK").property("HOST", name);
        return (parent.isEmpty() ? draft : draft.property("PARENT", parent)).build();
    }

    private static String token(Credential c) {
        return ((Credential.Bearer) c).token().reveal();
    }

    @Test
    void manyChainedVendsDoNotDeadlock() throws Exception {
        try (ConnectionLayer layer = memory()) {
            Connections ann = layer.workspace("w", "ann");
            ann.create(link("base", ""));
            ann.create(link("child", "base"));
            CountDownLatch together = new CountDownLatch(32);
            LinkProvider.Behaviour plain = provider::chained;
            provider.behaviour = (request, context) -> {
                VendPlan plan = plain.plan(request, context);
                return request.connection().name().equals("child")
                        ? new VendPlan("link", List.of(), VendPlan.Reuse.UNTIL_EXPIRY, hops -> {
                            together.countDown();
                            together.await(5, TimeUnit.SECONDS);
                            return plan.call().run(hops);
                        })
                        : plan;
            };
            ExecutorService callers = Executors.newFixedThreadPool(32);
            List<Future<Credential>> all = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                AccessScope scope = AccessScope.read("link://x/" + i + "/");
                all.add(callers.submit(() -> ann.vend("child", scope)));
            }
            int failed = 0;
            for (Future<Credential> one : all) {
                try {
                    one.get(60, TimeUnit.SECONDS);
                } catch (ExecutionException | TimeoutException e) {
                    failed++;
                }
            }
            callers.shutdownNow();
            assertThat(failed).isZero();
        }
    }

    @Test
    void aChangedGrandparentMakesTheCredentialUnreachable() {
        try (ConnectionLayer layer = memory()) {
            Connections ann = layer.workspace("w", "ann");
            ann.create(link("c", ""));
            ann.create(link("b", "c"));
            ann.create(link("a", "b"));
            String before = token(ann.vend("a", READ));
            ann.disable("c");
            Throwable b = catchThrowable(() -> ann.vend("b", READ));
            Throwable a = catchThrowable(() -> ann.vend("a", READ));
            assertThat(b).isNotNull();
            assertThat(a).as("a still vends what was made from the disabled c").isNotNull();
        }
    }

    @Test
    void aRemovedSecretStaysRemoved() throws Exception {
        try (ConnectionLayer layer = memory()) {
            Connections ann = layer.workspace("w", "ann");
            ann.create(ConnectionDraft.of("r", "LINK")
                    .property("HOST", "h")
                    .property("TOKEN", "first-token")
                    .property("OTHER", "to-be-removed")
                    .build());
            CountDownLatch atIssuer = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            provider.behaviour =
                    (request, context) -> new VendPlan("link", List.of(), VendPlan.Reuse.UNTIL_EXPIRY, hops -> {
                        atIssuer.countDown();
                        go.await(10, TimeUnit.SECONDS);
                        return LinkProvider.rotating(
                                "t", Map.of(LinkProvider.TOKEN, Secret.of("second-token")), context);
                    });
            CompletableFuture<Object> vend = CompletableFuture.supplyAsync(() -> {
                try {
                    return ann.vend("r", READ);
                } catch (RuntimeException e) {
                    return e;
                }
            });
            assertThat(atIssuer.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(ann.alter("r", Alteration.builder().unset("OTHER").build())
                            .secrets())
                    .containsExactly("TOKEN");
            go.countDown();
            Object outcome = vend.get(20, TimeUnit.SECONDS);
            assertThat(ann.require("r").secrets()).containsExactly("TOKEN");
        }
    }

    @Test
    void aVendorsOwnWordsStayInside() {
        try (ConnectionLayer layer = memory()) {
            Connections ann = layer.workspace("w", "ann");
            ann.create(ConnectionDraft.of("r", "LINK")
                    .property("HOST", "h")
                    .property("TOKEN", "CANARY-7731")
                    .build());
            provider.behaviour = (request, context) -> {
                throw new IllegalStateException("bad token "
                        + request.properties().require(LinkProvider.TOKEN).reveal());
            };
            Throwable vend = catchThrowable(() -> ann.vend("r", READ));
            Throwable explain = catchThrowable(() -> ann.explain("r", READ));
            assertThat(explain).isInstanceOf(ConnectionException.class);
            assertThat(stack(vend)).doesNotContain("CANARY-7731");
            assertThat(stack(explain)).doesNotContain("CANARY-7731");
        }
    }

    @Test
    void anErrorsOwnWordsStayInside() {
        try (ConnectionLayer layer = memory()) {
            Connections ann = layer.workspace("w", "ann");
            ann.create(ConnectionDraft.of("r", "LINK")
                    .property("HOST", "h")
                    .property("TOKEN", "CANARY-7731")
                    .build());
            provider.behaviour =
                    (request, context) -> new VendPlan("link", List.of(), VendPlan.Reuse.UNTIL_EXPIRY, hops -> {
                        throw new AssertionError("bad "
                                + request.properties()
                                        .require(LinkProvider.TOKEN)
                                        .reveal());
                    });
            assertThat(stack(catchThrowable(() -> ann.vend("r", READ)))).doesNotContain("CANARY-7731");
        }
    }

    private static String stack(Throwable t) {
        StringWriter out = new StringWriter();
        t.printStackTrace(new PrintWriter(out));
        return out.toString();
    }

    @Test
    void hopsWithinHopsAreRetried() throws Exception {
        try (ConnectionLayer layer = memory()) {
            Connections ann = layer.workspace("w", "ann");
            ann.create(link("h", ""));
            List<String> threads = Collections.synchronizedList(new ArrayList<>());
            AtomicBoolean firstFailed = new AtomicBoolean();
            AtomicBoolean secondFailed = new AtomicBoolean();
            provider.behaviour =
                    (request, context) -> new VendPlan("outer", List.of(), VendPlan.Reuse.UNTIL_EXPIRY, hops -> {
                        hops.get("one", new VendPlan("one", List.of(), VendPlan.Reuse.UNTIL_EXPIRY, inner -> {
                            threads.add(Thread.currentThread().getName());
                            if (firstFailed.compareAndSet(false, true)) {
                                throw new ConnectionException(ConnectionError.ISSUER_FAILED, "once");
                            }
                            inner.get("two", new VendPlan("two", List.of(), VendPlan.Reuse.UNTIL_EXPIRY, in2 -> {
                                if (secondFailed.compareAndSet(false, true)) {
                                    throw new ConnectionException(ConnectionError.ISSUER_FAILED, "once");
                                }
                                return LinkProvider.issued("two", context);
                            }));
                            return LinkProvider.issued("one", context);
                        }));
                        return LinkProvider.issued("outer", context);
                    });
            Throwable failure = catchThrowable(() -> ann.vend("h", READ));
            assertThat(failure).isNull();
        }
    }

    @Test
    void closingAnswersWhoWaits() throws Exception {
        ConnectionLayer layer = memory();
        Connections ann = layer.workspace("w", "ann");
        ann.create(link("h", ""));
        CountDownLatch tried = new CountDownLatch(1);
        provider.behaviour =
                (request, context) -> new VendPlan("outer", List.of(), VendPlan.Reuse.UNTIL_EXPIRY, hops -> {
                    tried.countDown();
                    throw ConnectionException.builder(ConnectionError.ISSUER_THROTTLED, "slow")
                            .retryAfter(Duration.ofSeconds(5))
                            .build();
                });
        CompletableFuture<Throwable> vend =
                CompletableFuture.supplyAsync(() -> catchThrowable(() -> ann.vend("h", READ)));
        assertThat(tried.await(5, TimeUnit.SECONDS)).isTrue();
        layer.close();
        assertThat(vend.get(20, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.code()).isEqualTo(ConnectionError.CLOSED));
    }

    @Test
    void aSlowOpeningBlocksNobodyElse() throws Exception {
        try (ConnectionLayer layer = memory()) {
            Connections ann = layer.workspace("w", "ann");
            var slow = ann.create(link("slow", ""));
            var fast = ann.create(link("fast", ""));
            ResourcePool pool = new ResourcePool(Clock.systemUTC());
            CountDownLatch opening = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            Thread opener = new Thread(() -> {
                try (ResourcePool.Lease lease = pool.lease(slow)) {
                    lease.resources().get(AutoCloseable.class, () -> {
                        opening.countDown();
                        release.await(20, TimeUnit.SECONDS);
                        return () -> {};
                    });
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            opener.start();
            assertThat(opening.await(5, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Void> other =
                    CompletableFuture.runAsync(() -> pool.lease(fast).close());
            boolean blocked = catchThrowable(() -> other.get(3, TimeUnit.SECONDS)) != null;
            release.countDown();
            opener.join();
            assertThat(blocked).isFalse();
        }
    }

    @Test
    void twoProcessesMakeNoCircle(@TempDir Path directory) {
        try (ConnectionLayer one =
                        ConnectionLayer.in(directory).provider(provider).open();
                ConnectionLayer two = ConnectionLayer.in(directory)
                        .provider(new LinkProvider())
                        .open()) {
            Connections ann = one.workspace("w", "ann");
            Connections bob = two.workspace("w", "bob");
            ann.create(link("a", ""));
            ann.create(link("b", ""));
            ann.vend("b", READ); // the first process knows b for some seconds
            bob.alter("b", Alteration.builder().set("PARENT", "a").build());
            Throwable circle = catchThrowable(
                    () -> ann.alter("a", Alteration.builder().set("PARENT", "b").build()));
            Throwable third = catchThrowable(() -> bob.create(link("c", "a")));
            Throwable drop = catchThrowable(() -> bob.drop("a"));
            assertThat(circle).isNotNull();
        }
    }

    @Test
    void aReplacedGrantIsNotReady() {
        FakeProvider fake = new FakeProvider();
        try (ConnectionLayer layer = ConnectionLayer.inMemory().provider(fake).open()) {
            Connections ann = layer.workspace("w", "ann");
            ConnectionDraft draft =
                    ConnectionDraft.of("g", "GRANT").property("ENDPOINT", "e").build();
            ann.create(draft);
            ann.authorize("g", Secret.of("code"));
            assertThat(ann.require("g").secrets()).containsExactly("REFRESH_TOKEN");
            ann.createOrReplace(draft);
            assertThat(ann.require("g").state()).isEqualTo(ConnectionState.PENDING);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "2852039166",
                "0xa9fea9fe",
                "0251.0376.0251.0376",
                "::ffff:169.254.169.254",
                "::ffff:a9fe:a9fe",
                "::169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1",
                "fd00:ec2::254",
                "fd00:ec2::23",
                "fd20:ce::254",
                "192.0.0.192",
                "100.100.100.200",
                "0.0.0.0",
                "::",
                "168.63.129.16"
            })
    void theGuardRefuses(String host) {
        LayerContext context = new LayerContext(
                Clock.systemUTC(),
                Deployment.anywhere(),
                new LayerContext.Outside(Map.of(), Map.of(), Set.of(), Set.of(), LayerContents.closed()));
        Throwable refused = catchThrowable(() -> context.resolve(host));
        assertThat(refused).isNotNull();
    }

    @Test
    void aHangingIssuerOfOneStopsNoOther() throws Exception {
        try (ConnectionLayer layer = memory()) {
            Connections evil = layer.workspace("evil", "eve");
            Connections good = layer.workspace("good", "ann");
            evil.create(link("dead", ""));
            good.create(link("fine", ""));
            CountDownLatch never = new CountDownLatch(1);
            // as many as an issuer gets before it has answered anything
            CountDownLatch entered = new CountDownLatch(8);
            LinkProvider.Behaviour plain = provider::chained;
            provider.behaviour =
                    (request, context) -> request.connection().name().equals("dead")
                            ? new VendPlan("link", List.of(), VendPlan.Reuse.UNTIL_EXPIRY, hops -> {
                                entered.countDown();
                                never.await();
                                return LinkProvider.issued("x", context);
                            })
                            : plain.plan(request, context);
            ExecutorService callers = Executors.newFixedThreadPool(32);
            for (int i = 0; i < 32; i++) {
                AccessScope scope = AccessScope.read("link://x/" + i + "/");
                callers.submit(() -> evil.vend("dead", scope));
            }
            assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Throwable> vend =
                    CompletableFuture.supplyAsync(() -> catchThrowable(() -> good.vend("fine", READ)));
            Throwable failure;
            try {
                failure = vend.get(40, TimeUnit.SECONDS);
            } catch (Exception e) {
                failure = e;
            }
            callers.shutdownNow();
            assertThat(failure).isNull();
        }
    }

    @Test
    void nothingIsIssuedAfterDisable() throws Exception {
        try (ConnectionLayer layer = memory()) {
            Connections ann = layer.workspace("w", "ann");
            ann.create(ConnectionDraft.of("d", "LINK")
                    .property("HOST", "d")
                    .property("TOKEN", "s")
                    .build());
            CountDownLatch first = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            AtomicBoolean failedOnce = new AtomicBoolean();
            provider.behaviour =
                    (request, context) -> new VendPlan("link", List.of(), VendPlan.Reuse.UNTIL_EXPIRY, hops -> {
                        if (failedOnce.compareAndSet(false, true)) {
                            first.countDown();
                            throw ConnectionException.builder(ConnectionError.ISSUER_THROTTLED, "slow")
                                    .retryAfter(Duration.ofSeconds(3))
                                    .build();
                        }
                        provider.calls.incrementAndGet();
                        return LinkProvider.issued("issued-after-drop", context);
                    });
            CompletableFuture<Object> vend = CompletableFuture.supplyAsync(() -> {
                try {
                    return token(ann.vend("d", READ));
                } catch (RuntimeException e) {
                    return e;
                }
            });
            assertThat(first.await(5, TimeUnit.SECONDS)).isTrue();
            ann.drop("d");
            Object outcome = vend.get(20, TimeUnit.SECONDS);
            assertThat(outcome).isInstanceOf(ConnectionException.class);
        }
    }
}
