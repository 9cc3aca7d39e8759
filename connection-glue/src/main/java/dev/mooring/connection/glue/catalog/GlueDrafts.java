package dev.mooring.connection.glue.catalog;

import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.glue.model.ConnectionInput;
import java.util.Map;

/** Inputs in Glue's form as drafts, for who creates connections by another way than a catalog. */
public final class GlueDrafts {
    private GlueDrafts() {}

    /**
     * The draft that a catalog would create the connection with; fails with all violations at once.
     *
     * @param tags the connection's own labels
     */
    public static ConnectionDraft of(ConnectionInput input, Map<String, String> tags, CatalogSettings settings) {
        GlueConnections.requireOwnTags(tags);
        DraftMapping.Mapped mapped = DraftMapping.map(input, settings);
        return mapped.labelled(mapped.envelope().state(), tags);
    }
}
