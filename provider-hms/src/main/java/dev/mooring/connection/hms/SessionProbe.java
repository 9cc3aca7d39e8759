package dev.mooring.connection.hms;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Resource;
import dev.mooring.connection.hms.wire.Calls;
import dev.mooring.connection.hms.wire.HmsProperties;
import dev.mooring.connection.hms.wire.Identity;
import dev.mooring.connection.hms.wire.Session;
import dev.mooring.connection.hms.wire.Terms;
import dev.mooring.connection.hms.wire.Terms.Limits;
import dev.mooring.connection.hms.wire.Wire;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.kerberos.KerberosLogin;
import dev.mooring.connection.support.network.Dialer;
import dev.mooring.connection.support.network.ServerProbe;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.hive.metastore.api.Table;
import org.apache.thrift.TException;

/** The sessions of one test, one for each server that lets us in. Used by its thread only. */
final class SessionProbe {
    /** Leaves time to find out what a silent server speaks. */
    private static final Duration LONGEST_HANDSHAKE = Duration.ofSeconds(5);

    private final HmsContents contents;
    private final Dialer dialer;
    private final ProbeRequest request;
    private final ServerProbe servers;
    private final Map<String, Session> open = new TreeMap<>();
    private Optional<KerberosLogin> login = Optional.empty();

    SessionProbe(ProviderContext context, ProbeRequest request, ServerProbe servers) {
        this.contents = new HmsContents(context);
        this.dialer = new Dialer(context);
        this.request = request;
        this.servers = servers;
    }

    Finding login(ProbeRun run) {
        KerberosLogin opened = run.closeLater(contents.login(request.connection(), request.properties()));
        login = Optional.of(opened);
        return Finding.passed("logged in, with a ticket until " + opened.expiry());
    }

    Finding secure(HostPort server, ProbeRun run) {
        return tolerant(server, () -> Finding.passed("agreed on " + wire(run).secure(server)));
    }

    Finding open(HostPort server, ProbeRun run) {
        return tolerant(server, () -> {
            Session session = run.closeLater(wire(run).open(server, identity()));
            open.put(server.toString(), session);
            return Finding.passed("is a metastore"
                    + session.version().map(version -> " of version " + version).orElse(" that tells no version"));
        });
    }

    Finding databases(ProbeRun run) {
        return called(run, calls -> {
            int count = calls.get_all_databases().size();
            return Finding.passed(count == 1 ? "lists 1 database" : "lists " + count + " databases");
        });
    }

    Finding look(Resource place, ProbeRun run) {
        List<String> names = HmsProbe.names(place);
        return called(run, calls -> {
            if (names.size() == 1) {
                calls.database(names.get(0));
                int tables = calls.get_all_tables(names.get(0)).size();
                return Finding.passed("database " + names.get(0) + " lists " + tables + " table(s)");
            }
            Table table = calls.table(names.get(0), names.get(1));
            return Finding.passed("table " + names.get(0) + "." + names.get(1) + " is there, "
                    + (table.getSd() == null ? 0 : table.getSd().getColsSize()) + " column(s)");
        });
    }

    private Identity identity() {
        PropertyValues values = request.properties();
        return switch (values.require(HmsProperties.AUTH_TYPE)) {
            case NONE -> new Identity.Unproven(values.get(HmsProperties.USERNAME));
            case PLAIN ->
                new Identity.Password(values.require(HmsProperties.USERNAME), values.require(HmsProperties.PASSWORD));
            case KERBEROS -> new Identity.Ticket(login.orElseThrow(), values.require(HmsProperties.SERVICE_PRINCIPAL));
        };
    }

    private Wire wire(ProbeRun run) {
        Duration answer = dialer.limit(run).compareTo(LONGEST_HANDSHAKE) < 0 ? dialer.limit(run) : LONGEST_HANDSHAKE;
        Limits limits = new Limits(dialer.connectLimit(run), answer, HmsContents.LARGEST_MESSAGE);
        return new Wire(
                Terms.of(contents.opened(request.connection(), request.properties()), limits),
                server -> new TimedSocket(dialer.connect(server, run)));
    }

    private Finding called(ProbeRun run, Call call) {
        HostPort server = servers.alive().get(0);
        Session session = Objects.requireNonNull(open.get(server.toString()));
        try {
            return call.run(session.reading(dialer.limit(run)).calls());
        } catch (TException e) {
            throw session.failure(e, server);
        }
    }

    private Finding tolerant(HostPort server, Trial trial) {
        if (!servers.alive().contains(server)) {
            return Finding.skipped("it was not reached");
        }
        try {
            return trial.run();
        } catch (ConnectionException e) {
            return servers.lose(server, e);
        }
    }

    private interface Trial {
        Finding run();
    }

    private interface Call {
        Finding run(Calls calls) throws TException;
    }
}
