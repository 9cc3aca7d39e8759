package dev.mooring.connection.core.access;

import static dev.mooring.connection.core.access.ConnectionCalls.WORKSPACE;
import static dev.mooring.connection.core.access.ConnectionCalls.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.connection.Alteration;
import dev.mooring.connection.Cascade;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.FakeProvider;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.audit.AuditQuery;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What uses a connection is told as far as the one who asks may see it, and goes only when they may drop it. */
class SeenUsesTest {
    private static final Principal ROOT = Principal.of("root");

    private final ConnectionLayer layer = ConnectionLayer.inMemory()
            .provider(new FakeProvider())
            .accessByPrivileges(Grantee.user("root"))
            .open();
    private final Connections bob = layer.workspace(WORKSPACE, "bob");

    @BeforeEach
    void connect() {
        Connections root = layer.workspace(WORKSPACE, ROOT);
        root.create(draft("depot"));
        root.create(vault("seen"));
        root.create(vault("hidden"));
        root.register("depot", new Dependent("VOLUME", "landing"));
        give("depot", Privilege.DROP);
    }

    @AfterEach
    void close() {
        layer.close();
    }

    @Test
    void whoeverMayDropButNotSeeIsToldHowMany() {
        refused("connection depot is used by 3 objects", "seen", "hidden", "landing");
        give("depot", Privilege.READ_METADATA);
        refused("connection depot is used by VOLUME landing and 2 more", "seen", "hidden");
        give("seen", Privilege.READ_METADATA);
        refused("connection depot is used by CONNECTION seen, VOLUME landing and 1 more", "hidden");
        assertThat(bob.dependents("depot"))
                .containsExactly(new Dependent("CONNECTION", "seen"), new Dependent("VOLUME", "landing"));
        assertThat(bob.cascade("depot").connections()).containsExactly("seen", "depot");
        assertThat(layer.sql(WORKSPACE, "bob")
                        .execute("DESC CONNECTION EXTENDED depot")
                        .toText())
                .contains("seen", "landing")
                .doesNotContain("hidden");
        give("hidden", Privilege.READ_METADATA);
        refused("connection depot is used by CONNECTION hidden, CONNECTION seen, VOLUME landing", "more");
    }

    /** Their lower case differs, so they are two names, although they are equal where case is ignored otherwise. */
    @Test
    void aNameThatLooksLikeAnotherGivesNoWayToIt() {
        layer.grants(WORKSPACE, ROOT).grant(Set.of(Privilege.CREATE_CONNECTION), Optional.empty(), Grantee.user("bob"));
        bob.create(draft("\u017fea"));
        layer.workspace(WORKSPACE, ROOT).create(draft("sea"));
        bob.create(ConnectionDraft.of("mine", "VAULT")
                .property("STORAGE_CONNECTION", "\u017fea")
                .build());

        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> bob.alter(
                        "mine",
                        Alteration.builder().set("STORAGE_CONNECTION", "sea").build()))
                .matches(e -> e.code() == ConnectionError.NOT_AUTHORIZED);
    }

    @Test
    void aCascadeTakesWhatOneMayDropOrNothing() {
        give("seen", Privilege.DROP);
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> bob.dropCascade("depot"))
                .matches(e -> e.code() == ConnectionError.NOT_AUTHORIZED)
                .withMessage("user bob may not drop each connection that uses connection depot");
        assertThat(layer.workspace(WORKSPACE, ROOT).list()).hasSize(3);
        assertThat(layer.audit(WORKSPACE, ROOT).read(AuditQuery.newest(1)))
                .extracting(
                        row -> row.entry().name() + " " + row.entry().ending().outcome())
                .containsExactly("hidden " + AuditEntry.Outcome.DENIED);

        give("hidden", Privilege.DROP);
        give("depot", Privilege.READ_METADATA);
        Cascade gone = bob.dropCascade("depot");
        assertThat(layer.workspace(WORKSPACE, ROOT).list()).isEmpty();
        assertThat(gone.connections()).containsExactly("depot");
        assertThat(layer.grants(WORKSPACE, ROOT).list()).isEmpty();
    }

    private void refused(String message, String... unsaid) {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> bob.drop("depot"))
                .matches(e -> e.code() == ConnectionError.CONNECTION_IN_USE)
                .withMessageStartingWith(message)
                .matches(e -> Set.of(unsaid).stream().noneMatch(e.getMessage()::contains));
    }

    private void give(String name, Privilege privilege) {
        layer.grants(WORKSPACE, ROOT).grant(Set.of(privilege), Optional.of(name), Grantee.user("bob"));
    }

    private static ConnectionDraft vault(String name) {
        return ConnectionDraft.of(name, "VAULT")
                .property("STORAGE_CONNECTION", "depot")
                .build();
    }
}
