package dev.mooring.connection.jdbc;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Login;
import dev.mooring.connection.jdbc.JdbcErrors.Attempt;
import dev.mooring.connection.jdbc.bridge.ConnectionDataSource;
import dev.mooring.connection.jdbc.bridge.JdbcEngine;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.network.Dialer;
import dev.mooring.connection.support.network.ProbeSource;
import dev.mooring.connection.support.network.SecretForms;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One session of a test. A driver sets up TLS, logs in and opens the database in one call; what it fails with tells which of
 * these was the matter, and the step of that stage reports it. Made for one test; used by its thread only.
 */
final class SessionProbe {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_$ .-]{1,128}");
    private static final Set<ErrorCode> AFTER_TLS = Set.of(
            ConnectionError.CREDENTIAL_REJECTED,
            ConnectionError.ACCESS_DENIED,
            ConnectionError.RESOURCE_NOT_FOUND,
            ConnectionError.ISSUER_THROTTLED,
            ConnectionError.ISSUER_FAILED);

    private final ProviderContext context;
    private final ProbeRequest request;
    private final JdbcSettings settings;
    private final Dialer dialer;
    private Optional<Credential> credential = Optional.empty();
    private Optional<java.sql.Connection> session = Optional.empty();
    private Optional<ConnectionException> failure = Optional.empty();

    SessionProbe(ProviderContext context, ProbeRequest request, JdbcSettings settings) {
        this.context = context;
        this.request = request;
        this.settings = settings;
        this.dialer = new Dialer(context);
    }

    /** Where it goes, for steps. */
    String place() {
        JdbcTarget target = settings.target();
        return target.server().map(HostPort::toString).orElse(target.database());
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

    /** Whether the database lets the user in. */
    Finding login(ProbeRun run) {
        credential();
        open(run);
        failure.ifPresent(e -> {
            throw e;
        });
        return Finding.passed(settings.target().engine().isServer() ? identity() + " is let in" : "the file is opened");
    }

    /** Whether the database answers. */
    Finding query(ProbeRun run) {
        JdbcEngine engine = settings.target().engine();
        return asked("SELECT 1", run, statement -> {
            statement
                    .executeQuery(engine == JdbcEngine.ORACLE ? "SELECT 1 FROM DUAL" : "SELECT 1")
                    .close();
            DatabaseMetaData about = statement.getConnection().getMetaData();
            return Finding.passed(
                    quoted(about.getDatabaseProductName() + " " + about.getDatabaseProductVersion()) + " answers");
        });
    }

    /** Whether the user may read a table; none of its rows is asked for. */
    Finding table(Resource table, ProbeRun run) {
        String[] path = table.path().split("/", -1);
        if (path.length != 2
                || !NAME.matcher(table.root()).matches()
                || !NAME.matcher(path[0]).matches()) {
            throw new ConnectionException(
                    ConnectionError.INVALID_SCOPE,
                    table + " names no table",
                    "name a table as jdbc://schema/table, with letters, digits and _ $ . - only");
        }
        return asked("reading " + table, run, statement -> {
            String quote = statement
                    .getConnection()
                    .getMetaData()
                    .getIdentifierQuoteString()
                    .strip();
            String name = quote + table.root() + quote + "." + quote + path[0] + quote;
            try (ResultSet none = statement.executeQuery("SELECT 1 FROM " + name + " WHERE 1 = 0")) {
                return Finding.passed(identity() + " may read it");
            }
        });
    }

    private interface Question {
        Finding ask(Statement statement) throws SQLException;
    }

    private Finding asked(String action, ProbeRun run, Question question) {
        java.sql.Connection open = session.orElseThrow(() -> new IllegalStateException("no session"));
        try (Statement statement = open.createStatement()) {
            if (settings.target().engine().isServer() && settings.target().engine() != JdbcEngine.H2) {
                open.setNetworkTimeout(
                        Runnable::run, Math.toIntExact(dialer.limit(run).toMillis()));
            }
            return question.ask(statement);
        } catch (SQLException e) {
            throw JdbcErrors.translate(e, attempt(action));
        }
    }

    private void open(ProbeRun run) {
        if (session.isPresent() || failure.isPresent()) {
            return;
        }
        PropertyValues details =
                settings.endpoint(context.contents(request.connection())).details();
        ProbeSource source = new ProbeSource(request.connection(), details, this::credential);
        try {
            session = Optional.of(run.closeLater(
                    ConnectionDataSource.of(source).within(dialer.limit(run)).getConnection()));
        } catch (SQLException e) {
            failure = Optional.of(JdbcErrors.translate(e, attempt("the session")));
        }
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
                .filter(Login.class::isInstance)
                .map(login -> "user " + ((Login) login).username())
                .orElse("whoever opens it");
    }

    private SecretForms secrets() {
        return credential
                .filter(Login.class::isInstance)
                .map(Login.class::cast)
                .map(login -> SecretForms.of(login.username(), login.password()))
                .orElseGet(SecretForms::none);
    }

    /** A server's own words, unless they repeat a secret. */
    private String quoted(String words) {
        String line = words.replaceAll("\\p{Cntrl}+", " ").strip();
        return secrets().isIn(line) ? "the database" : line.length() > 120 ? line.substring(0, 120) + "…" : line;
    }
}
