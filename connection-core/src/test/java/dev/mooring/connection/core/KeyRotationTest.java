package dev.mooring.connection.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.Connections;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.core.access.Principal;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.audit.AuditQuery;
import dev.mooring.connection.core.audit.AuditRecord;
import dev.mooring.connection.core.keys.KeyRotation;
import dev.mooring.connection.core.keys.SealingKey;
import dev.mooring.connection.core.keys.SealingKey.State;
import dev.mooring.connection.core.keys.SealingKeys;
import dev.mooring.connection.core.keys.UnopenedConnection;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that change while connections are used, from one process and from two. */
class KeyRotationTest {
    private static final AccessScope READ = AccessScope.read("depot://orders/");
    private static final int THREADS = 8;
    private static final int PAGES_AND_A_BIT = 230;

    @TempDir
    Path directory;

    private final FakeProvider provider = new FakeProvider();
    private final MutableClock clock = new MutableClock();
    private final List<ConnectionLayer> opened = new ArrayList<>();
    private ConnectionLayer layer;
    private Connections connections;

    @BeforeEach
    void openALayer() {
        layer = open();
        connections = layer.workspace("w", "ann");
    }

    @AfterEach
    void close() {
        opened.forEach(ConnectionLayer::close);
    }

    /** Another process over the same files; its clock stands still, so that what it remembers does not age. */
    private ConnectionLayer open() {
        return open(ConnectionLayer.in(directory));
    }

    private ConnectionLayer open(ConnectionLayer.Builder builder) {
        ConnectionLayer opening = builder.provider(provider)
                .clock(clock)
                .ticker(clock::nanos)
                .sleeper(millis -> {})
                .open();
        opened.add(opening);
        return opening;
    }

    @Test
    void allIsPutUnderTheNewKeyAndNothingElseChanges() {
        for (int i = 0; i < PAGES_AND_A_BIT; i++) {
            layer.workspace("w" + i % 3, "ann").create(i % 2 == 0 ? keyed("c" + i) : role("c" + i));
        }
        List<Connection> before = layer.workspace("w0", "ann").list();
        String first = current(layer);

        String second = layer.keys().add();
        assertThat(states(layer)).isEqualTo(Map.of(first, State.CURRENT, second, State.IN_FORCE));
        KeyRotation plan = layer.keys().planRotation();
        assertThat(states(layer)).isEqualTo(Map.of(first, State.CURRENT, second, State.IN_FORCE));
        KeyRotation done = layer.keys().rotate();

        assertThat(done).isEqualTo(plan);
        assertThat(done.from()).contains(first);
        assertThat(done.to()).isEqualTo(second);
        assertThat(done.connections()).isEqualTo(PAGES_AND_A_BIT);
        assertThat(layer.keys().list())
                .containsExactly(
                        new SealingKey(first, State.IN_FORCE, true, 0),
                        new SealingKey(second, State.CURRENT, true, PAGES_AND_A_BIT));
        assertThat(layer.workspace("w0", "ann").list()).isEqualTo(before);
        assertThat(layer.keys().verify().isClean()).isTrue();
        assertThat(layer.keys().rotate().connections()).isZero();
        assertOpens(layer.workspace("w0", "ann"), "c0");
    }

    @Test
    void twoRotationsToDifferentKeysDoNotUndoEachOther() throws Exception {
        connections.create(keyed("lake"));
        layer.keys().add();
        Path copy = Files.copy(directory.resolve("keyring.json"), directory.resolve("other.json"));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
        ConnectionLayer other = open(ConnectionLayer.in(directory).keyring(Keyring.inFile(copy)));
        String theirs = other.keys().add();
        AtomicBoolean isFirst = new AtomicBoolean(true);
        ConnectionLayer mine = ConnectionLayer.in(directory)
                .provider(provider)
                .clock(clock)
                .ticker(clock::nanos)
                .sleeper(millis -> {
                    if (isFirst.getAndSet(false)) {
                        other.keys().rotate();
                    }
                })
                .open();
        opened.add(mine);

        ConnectionException refusal = refusal(() -> mine.keys().rotate());

        assertThat(refusal.code()).isEqualTo(ConnectionError.CONCURRENT_CHANGE);
        assertThat(refusal).hasMessageContaining(theirs);
        assertThat(other.keys().verify().isClean()).isTrue();
    }

    @Test
    void whatIsDoneWithKeysIsRecordedWithWhoDidIt() {
        connections.create(keyed("lake"));
        SealingKeys keys = layer.keys("ann");
        String first = keys.list().get(0).id();
        String second = keys.add();
        keys.rotate();
        keys.retire(first);

        List<AuditRecord> read = layer.keys("bob").audit().read(AuditQuery.newest(10));
        assertThat(read.get(read.size() - 1).entry())
                .as("the first key, which nobody asked for")
                .matches(entry -> entry.name().equals(first) && entry.action() == AuditEntry.Action.ADD_KEY);
        assertThat(read.subList(0, read.size() - 1))
                .extracting(AuditRecord::entry)
                .allSatisfy(entry -> {
                    assertThat(entry.user()).isEqualTo("ann");
                    assertThat(entry.isChange()).isFalse();
                })
                .extracting(
                        AuditEntry::action,
                        AuditEntry::name,
                        entry -> entry.ending().detail())
                .containsExactly(
                        tuple(AuditEntry.Action.RETIRE_KEY, first, ""),
                        tuple(
                                AuditEntry.Action.ROTATE_KEY,
                                second,
                                "from " + first + ": done, 1 connections, and 0 could not"),
                        tuple(AuditEntry.Action.ROTATE_KEY, second, "from " + first + ": begun"),
                        tuple(AuditEntry.Action.ADD_KEY, second, ""));
        assertThat(layer.audit("w", Principal.of("ann")).read(AuditQuery.newest(10)))
                .as("the workspace's own")
                .noneMatch(record -> record.entry().action().name().endsWith("_KEY"));
    }

    @Test
    void aKeyIsRetiredWhenNothingUsesItAndThenOpensNothing() throws Exception {
        connections.create(keyed("lake"));
        String first = current(layer);
        assertThat(refusal(() -> layer.keys().retire(first)).code()).isEqualTo(ConnectionError.CONNECTION_IN_USE);
        String second = layer.keys().add();
        byte[] copy = Files.readAllBytes(directory.resolve("connections.db-wal"));
        layer.keys().rotate();
        connections.create(role("pond"));

        layer.keys().retire(first);
        layer.keys().retire(first);

        assertThat(layer.keys().list())
                .containsExactly(
                        new SealingKey(second, State.CURRENT, true, 2), new SealingKey(first, State.RETIRED, false, 0));
        assertOpens(open().workspace("w", "bob"), "lake");
        assertThat(refusal(() -> layer.keys().retire(second)).code()).isEqualTo(ConnectionError.CONNECTION_IN_USE);
        assertThat(refusal(() -> layer.keys().retire("K0")).code()).isEqualTo(ConnectionError.RESOURCE_NOT_FOUND);
        assertThat(copy).isNotEmpty();
    }

    @Test
    void whatUsesAKeyIsNamed() {
        connections.create(keyed("lake"));
        String first = current(layer);
        layer.keys().add();
        String wrapped = value("SELECT key_id || '|' || wrapped_key FROM connections");
        layer.keys().rotate();
        execute("UPDATE connections SET key_id = '" + wrapped.replace("|", "', wrapped_key = '") + "'");

        ConnectionException refused = refusal(() -> layer.keys().retire(first));

        assertThat(refused).hasMessageContaining("w/lake");
        assertThat(layer.keys().rotate().connections()).isEqualTo(1);
        layer.keys().retire(first);
    }

    @Test
    void aProcessThatRemembersTheOldKeySealsUnderTheNewOneOnceTheOldIsRetired() {
        ConnectionLayer other = open();
        Connections others = other.workspace("w", "bob");
        others.create(keyed("lake"));
        others.create(role("pond"));
        others.vend("pond", READ);
        String first = current(other);
        layer.keys().add();
        layer.keys().rotate();
        layer.keys().retire(first);

        others.create(keyed("sea"));
        others.alter(
                "lake",
                Alteration.builder()
                        .set("ENDPOINT", "f")
                        .set("ACCESS_KEY", secret("lake"))
                        .build());
        others.createOrReplace(role("pond"));
        others.rotateExternalId("pond");

        assertThat(other.keys().list()).extracting(SealingKey::connections).containsExactly(3L, 0L);
        assertOpens(others, "sea");
        assertOpens(connections, "lake");
    }

    @Test
    void aRowThatWasReadBeforeItsKeyWasRetiredIsReadAgain() {
        ConnectionLayer other = open();
        Connections others = other.workspace("w", "bob");
        connections.create(role("lake"));
        others.vend("lake", READ);
        layer.keys().add();
        layer.keys().rotate();
        layer.keys().retire(layer.keys().list().get(0).id());

        assertThat(others.vend("lake", AccessScope.read("depot://orders/2026/")))
                .isNotNull();
    }

    @Test
    void aMissingKeyIsNamedWhenTheLayerIsOpenedAndWhatNeedsNoneWorks() throws Exception {
        connections.create(role("lake"));
        connections.create(keyed("pond"));
        String key = current(layer);
        Files.delete(directory.resolve("keyring.json"));

        ConnectionLayer keyless = open();
        Connections without = keyless.workspace("w", "ann");

        assertThat(keyless.keys().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.keyId()).contains(key);
            assertThat(finding.message()).contains("key " + key + " is missing from the keyring in");
        });
        assertThat(keyless.keys().verify().unopened())
                .extracting(UnopenedConnection::name)
                .containsExactlyInAnyOrder("lake", "pond");
        List<ThrowingCallable> refused = List.of(
                () -> without.create(role("sea")),
                () -> without.createOrReplace(role("lake")),
                () -> without.alter(
                        "lake", Alteration.builder().set("ENDPOINT", "f").build()),
                () -> without.vend("lake", READ),
                () -> without.test("lake", TestOptions.readOnly()),
                () -> keyless.keys().rotate());
        for (ThrowingCallable each : refused) {
            ConnectionException refusal = refusal(each);
            assertThat(refusal.code()).isEqualTo(ConnectionError.SECRET_UNREADABLE);
            assertThat(refusal).hasMessageContaining(key);
        }
        assertThat(without.list()).hasSize(2);
        without.alter("lake", Alteration.builder().comment("keyless").build());
        without.disable("lake");
        without.enable("lake");
        without.drop("lake");
        assertThat(directory.resolve("keyring.json")).doesNotExist();
    }

    @Test
    void aLostKeyIsGivenUpOnlyByNameAndWhatWasUnderItIsStatedAnew() throws Exception {
        Connection lake = connections.create(role("lake"));
        connections.create(keyed("pond"));
        String lost = current(layer);
        assertThat(refusal(() -> layer.keys().rotateWithout(lost)).code()).isEqualTo(ConnectionError.CONNECTION_IN_USE);
        Files.delete(directory.resolve("keyring.json"));
        ConnectionLayer keyless = open();
        Connections without = keyless.workspace("w", "ann");
        keyless.keys().add();
        assertThat(refusal(keyless.keys()::rotate).code()).isEqualTo(ConnectionError.SECRET_UNREADABLE);
        assertThat(refusal(() -> keyless.keys().rotateWithout("K0")).code())
                .isEqualTo(ConnectionError.RESOURCE_NOT_FOUND);

        KeyRotation rotation = keyless.keys().rotateWithout(lost);

        assertThat(rotation.connections()).isZero();
        assertThat(rotation.unopened())
                .extracting(UnopenedConnection::code)
                .containsOnly(ConnectionError.SECRET_UNREADABLE);
        Connection anew = without.createOrReplace(role("lake")).connection();
        assertThat(anew.externalId()).isPresent().isNotEqualTo(lake.externalId());
        assertThat(without.vend("lake", READ)).isNotNull();
        assertThat(refusal(() -> keyless.keys().retire(lost))).hasMessageContaining("w/pond");
        without.drop("pond");
        keyless.keys().retire(lost);
        assertThat(keyless.keys().verify().isClean()).isTrue();
    }

    @Test
    void aKeyringThatCanNotBeChangedIsRotatedAllTheSame() throws Exception {
        connections.create(keyed("lake"));
        String first = current(layer);
        Keyring.inFile(directory.resolve("keyring.json")).add();
        Secret ring = Secret.of(Files.readString(directory.resolve("keyring.json")));
        ConnectionLayer fixed = open(ConnectionLayer.in(directory).keyring(Keyring.of(ring, "variable RING")));

        ConnectionException refusal = refusal(fixed.keys()::add);
        assertThat(refusal.code()).isEqualTo(ConnectionError.NOT_SUPPORTED);
        assertThat(refusal.remedy()).contains("mooring keys add --keyring FILE");
        assertThat(fixed.keys().list()).extracting(SealingKey::state).containsExactly(State.CURRENT, State.UNKNOWN);
        assertThat(fixed.keys().rotate().connections()).isEqualTo(1);
        fixed.keys().retire(first);
        assertOpens(fixed.workspace("w", "ann"), "lake");
        assertThat(fixed.keys().list()).extracting(SealingKey::state).containsExactly(State.CURRENT, State.RETIRED);
    }

    @Test
    void aRotationThatWasBegunElsewhereIsFinished() {
        for (int i = 0; i < 5; i++) {
            connections.create(keyed("c" + i));
        }
        String second = layer.keys().add();
        execute("UPDATE settings SET value = '" + second + "' WHERE name = 'current_key'");
        clock.advance(java.time.Duration.ofSeconds(2));
        connections.create(keyed("new"));

        assertThat(layer.keys().list()).extracting(SealingKey::connections).containsExactly(5L, 1L);
        assertThat(layer.keys().rotate().connections()).isEqualTo(5);
        assertThat(layer.keys().verify().isClean()).isTrue();
    }

    @Test
    void whatDoesNotVerifyIsNamedAndHindersNothingElse() {
        connections.create(keyed("lake"));
        connections.create(role("pond"));
        connections.create(keyed("sea"));
        execute("UPDATE connections SET properties = replace(properties, '\"e\"', '\"evil\"') WHERE name = 'lake'");
        execute("UPDATE connections SET wrapped_key = 'AAAA' WHERE name = 'pond'");
        execute("UPDATE connections SET tags = 'no json' WHERE name = 'sea'");
        layer.keys().add();

        KeyRotation rotation = layer.keys().rotate();

        assertThat(rotation.connections()).isEqualTo(2);
        assertThat(rotation.unopened()).singleElement().satisfies(pond -> {
            assertThat(pond.name()).isEqualTo("pond");
            assertThat(pond.code()).isEqualTo(ConnectionError.SEAL_BROKEN);
        });
        Map<String, String> unopened = layer.keys().verify().unopened().stream()
                .collect(Collectors.toMap(
                        UnopenedConnection::name, each -> each.code().name()));
        assertThat(unopened)
                .isEqualTo(Map.of("lake", "SEAL_BROKEN", "pond", "SEAL_BROKEN", "sea", "CONNECTION_NOT_READY"));
        assertThat(layer.keys().verify().toString()).doesNotContain("canary");
    }

    @Test
    void aDamagedRowHidesNoOtherAndCanBeDroppedOrStatedAnew() {
        connections.create(keyed("lake"));
        connections.create(keyed("pond"));
        execute("UPDATE connections SET tags = 'canary' WHERE name = 'lake'");

        assertThat(connections.list())
                .extracting(Connection::state)
                .containsExactly(ConnectionState.FAILED, ConnectionState.READY);
        List<ThrowingCallable> refused = List.of(
                () -> connections.vend("lake", AccessScope.everything()),
                () -> connections.test("lake", TestOptions.readOnly()),
                () -> connections.disable("lake"),
                () -> connections.alter(
                        "lake", Alteration.builder().comment("x").build()));
        for (ThrowingCallable each : refused) {
            assertThat(refusal(each).code()).isEqualTo(ConnectionError.CONNECTION_NOT_READY);
            assertThat(refusal(each)).hasMessageContaining("damaged").hasMessageNotContaining("canary");
        }
        connections.createOrReplace(keyed("lake"));
        assertOpens(connections, "lake");
        execute("UPDATE connections SET tags = 'canary' WHERE name = 'lake'");
        connections.drop("lake");
    }

    @Test
    void twoProcessesThatAddAndRotateAtOnceLoseNothing() throws Exception {
        for (int i = 0; i < PAGES_AND_A_BIT; i++) {
            connections.create(keyed("c" + i));
        }
        ConnectionLayer other = open();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Callable<String>> adding = List.of(layer.keys()::add, other.keys()::add);
            for (Future<String> added : threads.invokeAll(adding)) {
                assertThat(layer.keys().list()).extracting(SealingKey::id).contains(added.get());
            }
            List<Callable<KeyRotation>> rotating = List.of(layer.keys()::rotate, other.keys()::rotate);
            long connectionsRotated = 0;
            for (Future<KeyRotation> rotated : threads.invokeAll(rotating)) {
                assertThat(rotated.get().unopened()).isEmpty();
                connectionsRotated += rotated.get().connections();
            }
            assertThat(connectionsRotated).isEqualTo(PAGES_AND_A_BIT);
        } finally {
            threads.shutdownNow();
        }
        assertThat(layer.keys().list())
                .extracting(SealingKey::state)
                .containsExactly(State.IN_FORCE, State.IN_FORCE, State.CURRENT);
        assertThat(layer.keys().verify().isClean()).isTrue();
    }

    @Test
    void rotationsUnderLoadFailNobody() throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        AtomicInteger done = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> working = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                String name = "c" + i;
                Connections own = (i % 2 == 0 ? layer : open()).workspace("w", name);
                own.create(keyed(name));
                working.add(threads.submit(() -> {
                    while (!isOver.get()) {
                        use(own, name, done.incrementAndGet());
                    }
                    return null;
                }));
            }
            for (int round = 0; round < 4; round++) {
                String before = current(layer);
                layer.keys().add();
                layer.keys().rotate();
                retireWhenFree(before);
            }
            isOver.set(true);
            for (Future<?> each : working) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(layer.keys().verify().isClean()).isTrue();
        assertThat(done).hasPositiveValue();
    }

    /** The clocks of the layers stand still, so that the other one seals under the key before until it is refused. */
    private void retireWhenFree(String keyId) {
        for (int attempt = 0; attempt < 200; attempt++) {
            try {
                layer.keys().retire(keyId);
                return;
            } catch (ConnectionException e) {
                assertThat(e.code()).isEqualTo(ConnectionError.CONNECTION_IN_USE);
                clock.advance(java.time.Duration.ofMillis(50));
                layer.keys().rotate();
            }
        }
        throw new AssertionError("key " + keyId + " is used without end");
    }

    private static void use(Connections connections, String name, int time) {
        connections.alter(
                name,
                Alteration.builder()
                        .set("ENDPOINT", "e" + time)
                        .set("ACCESS_KEY", secret(name))
                        .build());
        assertOpens(connections, name);
        connections.disable(name);
        connections.enable(name);
        String other = name + "_" + time;
        connections.create(role(other));
        assertThat(connections.vend(other, READ)).isNotNull();
        connections.drop(other);
    }

    private static void assertOpens(Connections connections, String name) {
        assertThat(connections.vend(name, AccessScope.everything()))
                .isEqualTo(new Credential.AccessKey("id-of-" + name, Secret.of(secret(name))));
    }

    private static String current(ConnectionLayer layer) {
        return layer.keys().list().stream()
                .filter(key -> key.state() == State.CURRENT)
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static Map<String, State> states(ConnectionLayer layer) {
        return layer.keys().list().stream().collect(Collectors.toMap(SealingKey::id, SealingKey::state));
    }

    private static ConnectionException refusal(ThrowingCallable action) {
        ConnectionException refusal = catchThrowableOfType(ConnectionException.class, action);
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private static String secret(String name) {
        return "canary-of-" + name;
    }

    private static ConnectionDraft role(String name) {
        return ConnectionDraft.of(ConnectionCategory.STORAGE, name, "DEPOT")
                .property("ENDPOINT", "e")
                .property("ROLE_ARN", "acs:role/" + name)
                .build();
    }

    private static ConnectionDraft keyed(String name) {
        return ConnectionDraft.of(ConnectionCategory.STORAGE, name, "DEPOT")
                .property("ENDPOINT", "e")
                .property("ACCESS_ID", "id-of-" + name)
                .property("ACCESS_KEY", secret(name))
                .build();
    }

    private void execute(String sql) {
        try (var jdbc = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("connections.db"));
                Statement statement = jdbc.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }

    private String value(String sql) {
        try (var jdbc = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("connections.db"));
                Statement statement = jdbc.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }
}
