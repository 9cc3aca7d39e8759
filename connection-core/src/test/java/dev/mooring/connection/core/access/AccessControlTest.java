package dev.mooring.connection.core.access;

import static dev.mooring.connection.core.access.ConnectionCalls.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.SourceTicket;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.FakeProvider;
import dev.mooring.connection.core.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An application's own control: what it is asked, and what becomes of its answers. */
class AccessControlTest {
    private static final AccessScope READ = AccessScope.read("depot://orders/");

    private final List<AccessRequest> asked = new CopyOnWriteArrayList<>();
    private final MutableClock clock = new MutableClock();
    private final FakeProvider provider = new FakeProvider();
    private volatile Predicate<AccessRequest> rule = request -> true;
    private final ConnectionLayer layer = ConnectionLayer.inMemory()
            .provider(provider)
            .clock(clock)
            .access(this::decide)
            .open();
    private final Connections ann = layer.workspace("sales", Principal.of("ann", "analysts"));

    private boolean decide(AccessRequest request) {
        asked.add(request);
        return rule.test(request);
    }

    @AfterEach
    void close() {
        layer.close();
    }

    @Test
    void isToldWhoWantsWhatOfWhichConnectionWithWhichScope() {
        Connection depot = ann.create(draft("Depot"));
        assertThat(asked).containsOnly(request(AccessAction.CREATE, "Depot", Optional.empty(), Optional.empty()));
        asked.clear();
        ann.vend("DEPOT", READ);
        assertThat(asked)
                .as("before it is looked for, and when it is known")
                .containsExactly(
                        request(AccessAction.VEND, "DEPOT", Optional.empty(), Optional.of(READ)),
                        request(AccessAction.VEND, "Depot", Optional.of(depot.id()), Optional.of(READ)));
        asked.clear();
        ann.test("depot", TestOptions.readOnly().scope(READ));
        ann.explain("depot", READ);
        ann.find("no_such");
        assertThat(asked)
                .containsExactly(
                        request(AccessAction.TEST, "Depot", Optional.of(depot.id()), Optional.of(READ)),
                        request(AccessAction.DESCRIBE, "Depot", Optional.of(depot.id()), Optional.of(READ)),
                        request(AccessAction.DESCRIBE, "no_such", Optional.empty(), Optional.empty()));
    }

    @Test
    void isAskedAtEachUseOfASourceAlsoWhenTheCredentialIsThere() {
        ann.create(draft("depot"));
        CredentialSource source = ann.source("depot", READ);
        source.get();
        asked.clear();
        for (int i = 0; i < 5; i++) {
            source.get();
            ann.vend("depot", READ);
        }
        assertThat(asked).hasSize(10);
        assertThat(provider.issuer.calls()).isEqualTo(1);

        rule = request -> false;
        denied(source::get);
        denied(() -> ann.vend("depot", READ));
        rule = request -> true;
        source.get();
        assertThat(provider.issuer.calls()).isEqualTo(1);
    }

    @Test
    void isAskedForTheConnectionsBehindOneToo() {
        ann.create(draft("depot"));
        ann.create(vault("vault"));
        CredentialSource source = ann.source("vault", AccessScope.everything());
        source.get();
        asked.clear();
        source.get();
        assertThat(asked)
                .extracting(request -> request.action() + " "
                        + request.connection().orElseThrow().name())
                .containsExactly("VEND vault", "VEND depot");

        rule = request -> !request.connection().orElseThrow().name().equals("depot");
        ConnectionException denied = catchThrowableOfType(ConnectionException.class, source::get);
        assertThat(denied.code()).isEqualTo(ConnectionError.NOT_AUTHORIZED);
        assertThat(denied)
                .hasMessage("user ann may not vend from each connection that connection vault uses")
                .hasMessageNotContaining("depot");
        clock.advance(Duration.ofHours(2));
        denied(source::get);
        denied(() -> ann.vend("vault"));
        denied(() -> ann.test("vault", TestOptions.readOnly()));
        denied(() -> ann.explain("vault", AccessScope.everything()));
    }

    @Test
    void whoMakesAConnectionNameAnotherOneMayUseThatOne() {
        ann.create(draft("depot"));
        rule = request -> request.action() != AccessAction.VEND;
        denied(() -> ann.create(vault("vault")));
        denied(() -> ann.createOrReplace(vault("vault")));
        rule = request -> true;
        ann.create(vault("vault"));
        rule = request -> request.action() != AccessAction.VEND;
        assertThat(ann.alter(
                                "vault",
                                Alteration.builder()
                                        .comment("another comment needs no use of what it names already")
                                        .build())
                        .comment())
                .isPresent();
    }

    @Test
    void onlyWhatMayBeDescribedIsListedOrSuggested() {
        ann.create(draft("orders"));
        ann.create(draft("orders_2"));
        rule = request -> request.connection()
                .filter(target -> target.name().equals("orders_2"))
                .isEmpty();
        assertThat(ann.list()).extracting(Connection::name).containsExactly("orders");
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> ann.require("orders_3"))
                .matches(e -> e.remedy().equals("did you mean orders?"));
    }

    @Test
    void whatItThrowsIsNoPermissionAndIsNotRepeated() {
        ann.create(draft("depot"));
        CredentialSource source = ann.source("depot", READ);
        source.get();
        rule = request -> {
            throw new IllegalStateException("the password is canary");
        };
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                source::get, () -> ann.vend("depot", READ), ann::list, () -> ann.drop("depot"))) {
            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(call)
                    .matches(e -> e.code() == ConnectionError.PROVIDER_CONTRACT)
                    .withMessageContaining("IllegalStateException")
                    .matches(e -> e.getCause() == null)
                    .matches(e -> !e.toString().contains("canary"));
        }
        rule = request -> {
            throw new ConnectionException(ConnectionError.TIMED_OUT, "the policy server is slow");
        };
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(source::get)
                .matches(e -> e.code() == ConnectionError.TIMED_OUT);
    }

    @Test
    void aTicketOfAnotherWorkspaceIsRefused() {
        denied(() -> ann.source(new SourceTicket("other", "depot", READ.texts())));
    }

    @Test
    void thereIsOneControl() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ConnectionLayer.inMemory()
                        .access(request -> true)
                        .accessByPrivileges(Grantee.user("root"))
                        .open());
    }

    private static ConnectionDraft vault(String name) {
        return ConnectionDraft.of(name, "VAULT")
                .property("STORAGE_CONNECTION", "depot")
                .build();
    }

    private static AccessRequest request(
            AccessAction action, String name, Optional<String> id, Optional<AccessScope> scope) {
        return new AccessRequest(
                Principal.of("ann", "analysts"),
                action,
                "sales",
                Optional.of(new AccessRequest.Target(name, id)),
                scope);
    }

    private static void denied(ThrowingCallable call) {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(call)
                .matches(e -> e.code() == ConnectionError.NOT_AUTHORIZED);
    }
}
