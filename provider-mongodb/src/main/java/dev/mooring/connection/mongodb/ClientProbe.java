package dev.mooring.connection.mongodb;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.connection.ServerDescription;
import com.mongodb.event.ClusterDescriptionChangedEvent;
import com.mongodb.event.ClusterListener;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Certificate;
import dev.mooring.connection.credential.Credential.Login;
import dev.mooring.connection.mongodb.MongoDbErrors.Attempt;
import dev.mooring.connection.mongodb.bridge.MongoDbClientSettings;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.network.Dialer;
import dev.mooring.connection.support.network.ProbeSource;
import dev.mooring.connection.support.network.SecretForms;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bson.Document;

/**
 * The driver's client in a test. It sets up TLS and logs in with its first command, a ping; what that fails with tells which
 * was the matter, and the step of that stage reports it. Made for one test; used by its thread only.
 */
final class ClientProbe {
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}$\"*<>:|?/\\\\. ]{1,63}");
    private static final Pattern COLLECTION = Pattern.compile("[^\\p{Cntrl}$/]{1,200}");
    private static final Set<ErrorCode> AFTER_TLS = Set.of(
            ConnectionError.CREDENTIAL_REJECTED,
            ConnectionError.ACCESS_DENIED,
            ConnectionError.ISSUER_THROTTLED,
            ConnectionError.ISSUER_FAILED,
            MongoDbError.MONGODB_MECHANISM_NOT_OFFERED,
            MongoDbError.MONGODB_NO_SUITABLE_SERVER);

    private final ProviderContext context;
    private final ProbeRequest request;
    private final MongoDbSettings settings;
    private final Dialer dialer;
    private Optional<Credential> credential = Optional.empty();
    private Optional<MongoClient> client = Optional.empty();
    private Optional<ConnectionException> failure = Optional.empty();
    private volatile Optional<Throwable> seen = Optional.empty();

    ClientProbe(ProviderContext context, ProbeRequest request, MongoDbSettings settings) {
        this.context = context;
        this.request = request;
        this.settings = settings;
        this.dialer = new Dialer(context);
    }

    /** Where it goes, for steps. */
    String place() {
        MongoDbTarget target = settings.target();
        return target.srvHost()
                .orElseGet(
                        () -> target.servers().stream().map(HostPort::toString).collect(Collectors.joining(",")));
    }

    /** Whether TLS could be set up. */
    Finding secure(ProbeRun run) {
        try {
            credential();
        } catch (ConnectionException e) {
            return Finding.skipped("there is no login to open a session with");
        }
        open(run);
        failure.filter(e -> !AFTER_TLS.contains(e.code())).ifPresent(e -> {
            throw e;
        });
        return Finding.passed("TLS is set up, and the server's certificate is trusted and names the host");
    }

    /** Whether the user is let in, and may ping. */
    Finding login(ProbeRun run) {
        credential();
        open(run);
        failure.ifPresent(e -> {
            throw e;
        });
        return Finding.passed(identity() + " is let in");
    }

    /** What the server says of itself. */
    Finding hello() {
        return asked("hello", database -> {
            Document said = database.runCommand(new Document("hello", 1));
            String set = Optional.ofNullable(said.getString("setName"))
                    .map(name -> " of a replica set")
                    .orElse("");
            return Finding.passed(
                    "a server" + set + " answers, with version " + said.get("maxWireVersion") + " of the protocol");
        });
    }

    /** Whether the collection is there and the user may read it; no document is asked for. */
    Finding collection(Resource resource) {
        // a scope ends at a boundary
        String name = resource.path().replaceFirst("/$", "");
        if (!NAME.matcher(resource.root()).matches()
                || !COLLECTION.matcher(name).matches()) {
            throw new ConnectionException(
                    ConnectionError.INVALID_SCOPE,
                    resource + " names no collection",
                    "name a collection as mongodb://database/collection");
        }
        return asked("reading " + resource, ignored -> {
            MongoDatabase database = opened().getDatabase(resource.root());
            Document listed = database.runCommand(new Document("listCollections", 1)
                    .append("nameOnly", true)
                    .append("authorizedCollections", true)
                    .append("filter", new Document("name", name)));
            if (listed.get("cursor", Document.class)
                    .getList("firstBatch", Document.class)
                    .isEmpty()) {
                throw new ConnectionException(
                        ConnectionError.RESOURCE_NOT_FOUND,
                        resource + " is not there, or is not to be seen by " + identity(),
                        "check the names of the database and the collection");
            }
            database.runCommand(new Document("find", name)
                    .append("filter", new Document("$alwaysFalse", 1))
                    .append("limit", 1));
            return Finding.passed(identity() + " may read it");
        });
    }

    private interface Question {
        Finding ask(MongoDatabase database);
    }

    private Finding asked(String action, Question question) {
        try {
            return question.ask(opened().getDatabase(database()));
        } catch (MongoException e) {
            throw MongoDbErrors.translate(e, seen, attempt(action));
        }
    }

    private void open(ProbeRun run) {
        if (client.isPresent() || failure.isPresent()) {
            return;
        }
        ProbeSource source = new ProbeSource(
                request.connection(),
                settings.endpoint(context.contents(request.connection())).details(),
                this::credential);
        try {
            MongoClient opened = run.closeLater(client(source, dialer.connectLimit(run), dialer.limit(run)));
            client = Optional.of(opened);
            opened.getDatabase(database()).runCommand(new Document("ping", 1));
        } catch (MongoException e) {
            failure = Optional.of(MongoDbErrors.translate(e, seen, attempt("the session")));
        }
    }

    /** Each name is looked up through the guard, also those that a replica set says its members have. */
    private MongoClient client(ProbeSource source, Duration connecting, Duration answering) {
        int millis = Math.toIntExact(answering.toMillis());
        return MongoClients.create(MongoDbClientSettings.of(source)
                .inetAddressResolver(context::resolve)
                .applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(connecting.toMillis(), TimeUnit.MILLISECONDS)
                                .addClusterListener(new Watch()))
                .applyToSocketSettings(socket -> socket.connectTimeout(connecting.toMillis(), TimeUnit.MILLISECONDS)
                        .readTimeout(millis, TimeUnit.MILLISECONDS))
                .applyToConnectionPoolSettings(pool -> pool.maxSize(1).minSize(0))
                .retryReads(false)
                .build());
    }

    /** Keeps what the client meets at servers, which it does not tell when it gives up. */
    private final class Watch implements ClusterListener {
        @Override
        public void clusterDescriptionChanged(ClusterDescriptionChangedEvent event) {
            event.getNewDescription().getServerDescriptions().stream()
                    .map(ServerDescription::getException)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .ifPresent(met -> seen = Optional.of(met));
        }
    }

    private MongoClient opened() {
        return client.orElseThrow(() -> new IllegalStateException("no session"));
    }

    private String database() {
        return settings.target().database().orElse("admin");
    }

    private Credential credential() {
        Credential present = credential.orElseGet(() -> request.vending().vend(AccessScope.everything()));
        credential = Optional.of(present);
        return present;
    }

    private Attempt attempt(String action) {
        return new Attempt(action + " at " + place(), identity(), this::secrets);
    }

    private String identity() {
        return credential
                .map(each -> each instanceof Login login ? "user " + login.username() : "the certificate's user")
                .orElse("nobody");
    }

    private SecretForms secrets() {
        return credential
                .map(each -> each instanceof Login login
                        ? SecretForms.of(login.username(), login.password())
                        : each instanceof Certificate certificate
                                ? SecretForms.of("", certificate.privateKeyPem())
                                : SecretForms.none())
                .orElseGet(SecretForms::none);
    }
}
