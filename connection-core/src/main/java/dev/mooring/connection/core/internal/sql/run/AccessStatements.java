package dev.mooring.connection.core.internal.sql.run;

import dev.mooring.connection.core.ResultTable;
import dev.mooring.connection.core.access.GrantedPrivilege;
import dev.mooring.connection.core.access.Grants;
import dev.mooring.connection.core.access.Privilege;
import dev.mooring.connection.core.audit.AuditQuery;
import dev.mooring.connection.core.audit.AuditRecord;
import dev.mooring.connection.core.audit.AuditTrail;
import dev.mooring.connection.core.internal.sql.AuditColumn;
import dev.mooring.connection.core.internal.sql.SqlTime;
import dev.mooring.connection.core.internal.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Runs the statements about privileges and the audit. */
final class AccessStatements {
    /** How many entries SHOW AUDIT shows when it does not say. */
    private static final int SHOWN = 1_000;

    private static final int PAGE = 500;
    private static final List<String> GRANT_COLUMNS =
            List.of("privilege", "object", "name", "kind", "grantee", "granted_by", "granted_time");

    private final Grants grants;
    private final AuditTrail trail;
    private final String workspace;

    AccessStatements(Grants grants, AuditTrail trail, String workspace) {
        this.grants = grants;
        this.trail = trail;
        this.workspace = workspace;
    }

    ResultTable grant(Statement.Grant statement) {
        String what =
                statement.privileges().stream().sorted().map(Privilege::spelled).collect(Collectors.joining(", "));
        String on =
                statement.on().connection().map(name -> "connection " + name).orElse("workspace " + workspace);
        return switch (statement.kind()) {
            case GRANT -> {
                grants.grant(statement.privileges(), statement.on().connection(), statement.grantee());
                yield ResultTable.message(what + " on " + on + " granted to " + statement.grantee());
            }
            case REVOKE -> {
                grants.revoke(statement.privileges(), statement.on().connection(), statement.grantee());
                yield ResultTable.message(what + " on " + on + " revoked from " + statement.grantee());
            }
        };
    }

    ResultTable showGrants(Statement.ShowGrants statement) {
        List<GrantedPrivilege> listed =
                statement.on().flatMap(Statement.On::connection).map(grants::on).orElseGet(grants::list);
        boolean workspaceOnly =
                statement.on().isPresent() && statement.on().get().connection().isEmpty();
        return ResultTable.of(
                GRANT_COLUMNS,
                listed.stream()
                        .filter(each -> !workspaceOnly || each.connection().isEmpty())
                        .filter(each -> statement.grantee().isEmpty()
                                || statement.grantee().get().equals(each.grantee()))
                        .map(this::grantRow)
                        .toList());
    }

    private List<String> grantRow(GrantedPrivilege granted) {
        return List.of(
                granted.privilege().spelled(),
                granted.connection().isPresent() ? "CONNECTION" : "WORKSPACE",
                granted.connection().orElse(workspace),
                granted.grantee().kind().name(),
                granted.grantee().name(),
                granted.grantedBy(),
                SqlTime.shown(granted.at()));
    }

    ResultTable showAudit(Statement.ShowAudit statement) {
        long limit = statement.limit().orElse((long) SHOWN);
        List<List<String>> rows = new ArrayList<>();
        AuditQuery query = AuditQuery.newest(PAGE);
        if (statement.connection().isPresent()) {
            query = query.ofConnection(statement.connection().get().text());
        }
        boolean goesOn = limit > 0;
        while (goesOn) {
            List<AuditRecord> page = trail.read(query);
            page.stream()
                    .filter(statement.filter())
                    .limit(limit - rows.size())
                    .map(AccessStatements::auditRow)
                    .forEach(rows::add);
            goesOn = page.size() == PAGE && rows.size() < limit;
            query = goesOn ? query.olderThan(page.get(page.size() - 1)) : query;
        }
        ResultTable table = ResultTable.of(AuditColumn.titles(), rows);
        return statement.limit().isEmpty() && rows.size() == SHOWN
                ? table.saying("the newest " + SHOWN + "; say LIMIT for more")
                : table;
    }

    private static List<String> auditRow(AuditRecord row) {
        return Arrays.stream(AuditColumn.values())
                .map(column -> column.text(row))
                .toList();
    }
}
