package dev.mooring.connection.core.access;

import static dev.mooring.connection.core.access.AccessAction.ALTER;
import static dev.mooring.connection.core.access.AccessAction.CREATE;
import static dev.mooring.connection.core.access.AccessAction.DEPEND;
import static dev.mooring.connection.core.access.AccessAction.DESCRIBE;
import static dev.mooring.connection.core.access.AccessAction.DROP;
import static dev.mooring.connection.core.access.AccessAction.TEST;
import static dev.mooring.connection.core.access.AccessAction.VEND;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.Connections;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.SourceTicket;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Every call of {@link Connections} and of a source, and what has to be allowed for it: a new method needs a decision. */
final class ConnectionCalls {
    static final AccessScope SCOPE = AccessScope.read("depot://orders/");
    static final String WORKSPACE = "sales";

    private static final Dependent VOLUME = new Dependent("VOLUME", "landing");
    private static final Credential OTHER = new Credential.Anonymous();

    /** A call about the connection of that name. */
    @FunctionalInterface
    interface Call {
        Object make(Connections connections, String name);
    }

    /**
     * One way to call a method.
     *
     * @param method the method with the names of its parameters' types
     * @param asks what it asks about a connection that is there, all of which has to be allowed
     * @param call the call
     */
    record Decided(String method, Set<AccessAction> asks, Call call) {
        @Override
        public String toString() {
            return method;
        }
    }

    private ConnectionCalls() {}

    static List<Decided> all() {
        List<Decided> all = new ArrayList<>(List.of(
                calling("create(ConnectionDraft)", Set.of(CREATE), (c, name) -> c.create(draft(name))),
                calling(
                        "createIfAbsent(ConnectionDraft)",
                        Set.of(CREATE, DESCRIBE),
                        (c, name) -> c.createIfAbsent(draft(name))),
                calling(
                        "createOrReplace(ConnectionDraft)",
                        Set.of(CREATE, ALTER),
                        (c, name) -> c.createOrReplace(draft(name))),
                calling(
                        "createValidated(ConnectionDraft, TestOptions)",
                        Set.of(CREATE),
                        (c, name) -> c.createValidated(draft(name), TestOptions.readOnly())),
                calling(
                        "test(ConnectionDraft, TestOptions)",
                        Set.of(CREATE),
                        (c, name) -> c.test(draft(name), TestOptions.readOnly())),
                calling(
                        "test(String, Alteration, TestOptions)",
                        Set.of(ALTER, TEST),
                        (c, name) ->
                                c.test(name, Alteration.builder().comment("x").build(), TestOptions.readOnly())),
                calling("find(String)", Set.of(DESCRIBE), Connections::find),
                calling("require(String)", Set.of(DESCRIBE), Connections::require),
                calling(
                        "alter(String, Alteration)",
                        Set.of(ALTER),
                        (c, name) ->
                                c.alter(name, Alteration.builder().comment("x").build())),
                calling("enable(String)", Set.of(ALTER), Connections::enable),
                calling("disable(String)", Set.of(ALTER), Connections::disable),
                calling("rotateExternalId(String)", Set.of(ALTER), Connections::rotateExternalId),
                calling(
                        "authorize(String, Secret)",
                        Set.of(ALTER),
                        (c, name) -> c.authorize(name, Secret.of("one-time"))),
                calling("beginAuthorization(String)", Set.of(ALTER), Connections::beginAuthorization),
                calling("drop(String)", Set.of(DROP), (c, name) -> done(() -> c.drop(name))),
                calling("dropIfExists(String)", Set.of(DROP), Connections::dropIfExists),
                calling("dropCascade(String)", Set.of(DROP), Connections::dropCascade),
                calling("dropCascadeIfExists(String)", Set.of(DROP), Connections::dropCascadeIfExists),
                calling("cascade(String)", Set.of(DESCRIBE), Connections::cascade),
                calling("dependents(String)", Set.of(DESCRIBE), Connections::dependents),
                calling("explain(String, AccessScope)", Set.of(DESCRIBE), (c, name) -> c.explain(name, SCOPE)),
                calling("trustPolicy(String)", Set.of(DESCRIBE), Connections::trustPolicy),
                calling("test(String, TestOptions)", Set.of(TEST), (c, name) -> c.test(name, TestOptions.readOnly()))));
        all.addAll(using());
        return all;
    }

    private static List<Decided> using() {
        return List.of(
                calling(
                        "register(String, Dependent)",
                        Set.of(DEPEND),
                        (c, name) -> done(() -> c.register(name, VOLUME))),
                calling(
                        "unregister(String, Dependent)",
                        Set.of(DEPEND),
                        (c, name) -> done(() -> c.unregister(name, VOLUME))),
                calling("vend(String)", Set.of(VEND), Connections::vend),
                calling("vend(String, AccessScope)", Set.of(VEND), (c, name) -> c.vend(name, SCOPE)),
                calling("source(String, AccessScope)", Set.of(VEND), (c, name) -> c.source(name, SCOPE)),
                calling(
                        "source(SourceTicket).get()",
                        Set.of(VEND),
                        (c, name) -> c.source(ticket(name)).get()),
                calling(
                        "source(SourceTicket).vended()",
                        Set.of(VEND),
                        (c, name) -> c.source(ticket(name)).vended()),
                calling(
                        "source(SourceTicket).rejected(Credential)",
                        Set.of(VEND),
                        (c, name) -> done(() -> c.source(ticket(name)).rejected(OTHER))),
                calling(
                        "source(SourceTicket).connection()",
                        Set.of(DESCRIBE),
                        (c, name) -> c.source(ticket(name)).connection()));
    }

    /** Methods that tell nothing about a connection by themselves; what they yield is among the calls, or filtered. */
    static Set<String> decidedOtherwise() {
        return Set.of(
                "list()",
                "list(Page)",
                "source(SourceTicket)",
                "source(SourceTicket).scope()",
                "source(SourceTicket).ticket()");
    }

    static Set<String> methodsOf(Class<?> type, String before) {
        return Arrays.stream(type.getMethods())
                .map(method -> before
                        + method.getName()
                        + Arrays.stream(method.getParameterTypes())
                                .map(Class::getSimpleName)
                                .collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.toSet());
    }

    static ConnectionDraft draft(String name) {
        return ConnectionDraft.of(name, "DEPOT")
                .property("ENDPOINT", "host")
                .property("ACCESS_ID", "LTAI5tMmbq1Ty1")
                .property("ACCESS_KEY", "the-secret")
                .build();
    }

    private static SourceTicket ticket(String name) {
        return new SourceTicket(WORKSPACE, name, SCOPE.texts());
    }

    private static Decided calling(String method, Set<AccessAction> asks, Call call) {
        return new Decided(method, asks, call);
    }

    private static String done(Runnable action) {
        action.run();
        return "done";
    }
}
