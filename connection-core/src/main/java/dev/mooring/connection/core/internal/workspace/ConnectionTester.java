package dev.mooring.connection.core.internal.workspace;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Expiry;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.audit.AuditEntry.Ending;
import dev.mooring.connection.core.audit.AuditEntry.Outcome;
import dev.mooring.connection.core.audit.ScopeDigest;
import dev.mooring.connection.core.internal.access.Member;
import dev.mooring.connection.core.internal.registry.RegisteredType;
import dev.mooring.connection.core.internal.store.StoredConnection;
import dev.mooring.connection.core.internal.vend.ResourcePool;
import dev.mooring.connection.core.internal.vend.SessionNames;
import dev.mooring.connection.core.internal.vend.VendTarget;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.References;
import dev.mooring.connection.spi.VendRequest;
import dev.mooring.connection.spi.Vending;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tests rows, stored ones and those that a draft would become. */
final class ConnectionTester {
    private final Services services;
    private final Member member;
    private final Function<StoredConnection, Linked> links;

    /** What a row reaches beside itself. */
    record Linked(References references, List<String> versions) {}

    ConnectionTester(Services services, Member member, Function<StoredConnection, Linked> links) {
        this.services = services;
        this.member = member;
        this.links = links;
    }

    /** Tests, and records how that ended before it returns. */
    ProbeReport test(StoredConnection row, TestOptions options) {
        ProbeReport report = runOrRecord(row, options);
        record(
                row,
                outcome(report),
                report.failure().map(ConnectionTester::told).orElse(""),
                options);
        return report;
    }

    private ProbeReport runOrRecord(StoredConnection row, TestOptions options) {
        try {
            return run(row, options);
        } catch (ConnectionException e) {
            try {
                record(row, Outcome.FAILED, e.code().name(), options);
            } catch (ConnectionException unrecorded) {
                e.addSuppressed(unrecorded);
            }
            throw e;
        }
    }

    private void record(StoredConnection row, Outcome outcome, String what, TestOptions options) {
        Instant now = services.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        String scope =
                options.scope().map(each -> "scope " + ScopeDigest.of(each)).orElse("");
        String write = options.mode() == ProbeRequest.Mode.WRITE ? "with a write" : "";
        String detail =
                Stream.of(what, scope, write).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
        services.store()
                .trail()
                .append(member.did(AuditEntry.Action.TEST, row.connection(), now)
                        .ended(Ending.of(outcome, detail)));
    }

    private static Outcome outcome(ProbeReport report) {
        return switch (report.outcome()) {
            case PASSED -> Outcome.PASSED;
            case WARNING -> Outcome.WARNING;
            case FAILED -> Outcome.FAILED;
            case SKIPPED, UNVERIFIED -> Outcome.UNVERIFIED;
        };
    }

    /** The message of a failure is for whoever tests. */
    private static String told(ProbeReport.Result failure) {
        return failure.stage() + failure.code().map(code -> " " + code.name()).orElse("");
    }

    private ProbeReport run(StoredConnection row, TestOptions options) {
        Connection connection = row.connection();
        RegisteredType type = services.registry().require(connection.type());
        options.scope().flatMap(type.type().scopes()::problem).ifPresent(problem -> {
            throw new ConnectionException(ConnectionError.INVALID_SCOPE, problem);
        });
        Linked linked = links.apply(row);
        try (ResourcePool.Lease lease = services.engine().resources().lease(connection)) {
            PropertyValues values = services.engine().unsealed(row);
            VendRequest.Tools tools = new VendRequest.Tools(
                    SessionNames.of(member.workspace(), member.user()), lease.resources(), linked.references());
            Vending vending = scope -> vendNew(row, scope, linked);
            ProbeRequest request =
                    new ProbeRequest(connection, values, options.scope(), options.mode(), vending, tools);
            return services.prober()
                    .run(
                            connection.name(),
                            steps(type, request, services.clock().instant()),
                            options);
        }
    }

    /** A disabled connection can be tested before it is enabled, but nobody must think that it is in use. */
    private static List<ProbeStep> steps(RegisteredType type, ProbeRequest request, Instant now) {
        List<ProbeStep> steps = new ArrayList<>();
        Connection connection = request.connection();
        if (!connection.enabled()) {
            steps.add(new ProbeStep(
                    ProbeStep.Stage.RESOLVE,
                    "connection " + connection.name(),
                    run -> ProbeStep.Finding.warning(
                            "it is disabled, so nothing is vended: "
                                    + connection.status().reason().orElse(""),
                            "ALTER CONNECTION " + connection.name() + " ENABLE")));
        }
        for (Expiry expiry : connection.expiries()) {
            // a type with a property of its own for the end of its token warns by itself
            boolean isStatedHere = connection.properties().values().containsKey(expiry.property() + Expiry.SUFFIX);
            expiry.notice(now)
                    .filter(notice -> isStatedHere)
                    .ifPresent(notice -> steps.add(new ProbeStep(
                            ProbeStep.Stage.RESOLVE,
                            expiry.property(),
                            run -> ProbeStep.Finding.warning(
                                    notice,
                                    "give the next one: ALTER CONNECTION " + connection.name() + " SET "
                                            + expiry.property() + " = '…' " + expiry.property() + Expiry.SUFFIX
                                            + " = '…'"))));
        }
        try {
            steps.addAll(type.probe().steps(request));
        } catch (ConnectionException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            // its message is a vendor's and may hold anything
            throw new ConnectionException(
                    ConnectionError.PROVIDER_CONTRACT,
                    "planning the test failed with an unmapped " + e.getClass().getName());
        }
        return steps;
    }

    private Credential vendNew(StoredConnection row, AccessScope scope, Linked linked) {
        return services.engine()
                .vendNew(new VendTarget(row, member.user(), scope, linked.references(), linked.versions()))
                .credential();
    }

    /** Fails unless the report says that the connection works. */
    static void requireWorking(ProbeReport report) {
        report.failure().ifPresent(failure -> {
            throw new ConnectionException(
                    failure.code().orElse(ConnectionError.PROVIDER_CONTRACT),
                    "connection " + report.connection() + " failed its test at " + failure.stage() + " "
                            + failure.target() + ": " + failure.detail(),
                    failure.remedy().orElse("test it for the whole report"));
        });
        if (report.outcome() == ProbeReport.Outcome.UNVERIFIED) {
            throw new ConnectionException(
                    ConnectionError.NOT_SUPPORTED,
                    "nothing of connection " + report.connection() + " could be tested",
                    "give the test a scope, or create the connection without testing it");
        }
    }
}
