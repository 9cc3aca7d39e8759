package dev.mooring.connection.core.internal.sql.run;

import dev.mooring.connection.Cascade;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.core.ResultTable;
import java.util.ArrayList;
import java.util.List;

/** What a cascading drop did, object by object. */
final class DropRows {
    private static final List<String> COLUMNS = List.of("kind", "name", "outcome");

    private DropRows() {}

    static ResultTable table(Cascade cascade) {
        List<List<String>> rows = new ArrayList<>();
        cascade.connections().forEach(gone -> rows.add(List.of(Dependent.CONNECTION, gone, "dropped")));
        List<Cascade.Use> releases = cascade.releases();
        releases.forEach(release -> rows.add(List.of(
                release.dependent().kind(),
                release.dependent().name(),
                "left without connection " + release.connection())));
        int users = cascade.connections().size() - 1;
        String message = "connection " + cascade.connections().get(users) + " dropped"
                + (users == 0 ? "" : ", and " + counted(users, "connection") + " that used it")
                + (releases.isEmpty() ? "" : "; " + counted(releases.size(), "use") + " by other objects ended");
        return ResultTable.of(COLUMNS, rows).saying(message);
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
