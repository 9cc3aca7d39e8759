package dev.mooring.connection.databricks;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Bearer;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.databricks.DatabricksErrors.Asked;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.network.EndpointProbe;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One test of a connection to Unity Catalog; used by its thread only. */
final class UnityCatalogChecks {
    private static final String CATALOGS = "/api/2.1/unity-catalog/catalogs?max_results=1";
    private static final int MOST_PAGES = 10;

    private final ProviderContext context;
    private final ProbeRequest request;
    private final PropertyValues values;
    private final URI host;
    private final String principal;
    private Optional<Secret> token = Optional.empty();
    private Optional<WorkspaceApi.Reply> metastore = Optional.empty();

    UnityCatalogChecks(ProviderContext context, ProbeRequest request) {
        this.context = context;
        this.request = request;
        this.values = request.properties();
        this.host = values.require(WorkspaceProperties.HOST);
        this.principal = UnityCatalogVendor.principal(values);
    }

    List<ProbeStep> steps() {
        List<URI> endpoints = new ArrayList<>(List.of(host));
        if (values.has(WorkspaceProperties.ACCOUNT_ID)) {
            endpoints.add(WorkspaceProperties.tokenEndpoint(values).resolve("/"));
        }
        List<ProbeStep> steps = new ArrayList<>(new EndpointProbe(context).steps(endpoints));
        steps.add(new ProbeStep(Stage.AUTHENTICATE, "token", run -> authenticate()));
        steps.add(new ProbeStep(Stage.AUTHENTICATE, principal, run -> identify()));
        steps.add(new ProbeStep(Stage.AUTHORIZE, "catalogs", run -> listCatalog()));
        steps.add(new ProbeStep(Stage.OPERATE, "metastore", run -> checkExternalAccess()));
        steps.add(new ProbeStep(Stage.OPERATE, "region", run -> checkRegion()));
        request.scope()
                .filter(scope -> !scope.isEverything())
                .ifPresent(scope -> steps.add(new ProbeStep(Stage.SCOPE, scope.toString(), run -> vend(scope))));
        return steps;
    }

    private WorkspaceApi api() {
        return new WorkspaceApi(host, token, context);
    }

    private Finding authenticate() {
        Credential credential = request.vending().vend(AccessScope.everything());
        if (credential instanceof Bearer bearer) {
            token = Optional.of(bearer.token());
        }
        return values.has(WorkspaceProperties.CLIENT_ID)
                ? Finding.passed(WorkspaceProperties.tokenEndpoint(values) + " issued a token"
                        + credential
                                .expiresAt()
                                .map(end -> " that lives until " + end)
                                .orElse(""))
                : Finding.skipped("no token endpoint is asked for what is stored");
    }

    private Finding identify() {
        if (token.isEmpty()) {
            return Finding.skipped("the server asks for no token");
        }
        WorkspaceApi.Reply me = me();
        String name = me.text("userName").or(() -> me.text("displayName")).orElse("somebody without a name");
        Finding finding = values.has(WorkspaceProperties.CLIENT_ID) && !name.equalsIgnoreCase(principal)
                ? Finding.warning(
                        "the token is taken for " + name + ", not for " + principal,
                        "check that HOST is the workspace that the service principal belongs to")
                : Finding.passed("the token is taken for " + name);
        return withRequestId(finding, me);
    }

    private WorkspaceApi.Reply me() {
        Asked asked = Asked.plainly("the identity of the token", principal);
        try {
            return api().get("/api/2.0/preview/scim/v2/Me", asked);
        } catch (ConnectionException e) {
            if (e.code() != ConnectionError.NOT_SUPPORTED) {
                throw e;
            }
            // an open-source server
            return api().get("/api/1.0/unity-control/scim2/Me", asked);
        }
    }

    /** A page may be empty although others follow. */
    private Finding listCatalog() {
        Asked asked = Asked.plainly("the list of catalogs", principal);
        String path = CATALOGS;
        for (int page = 0; page < MOST_PAGES; page++) {
            WorkspaceApi.Reply reply = api().get(path, asked);
            Optional<String> first =
                    reply.body().objects("catalogs").stream().findFirst().flatMap(catalog -> catalog.text("name"));
            if (first.isPresent()) {
                return withRequestId(Finding.passed("catalog " + first.get() + " is visible"), reply);
            }
            Optional<String> next = reply.text("next_page_token");
            if (next.isEmpty()) {
                break;
            }
            path = CATALOGS + "&page_token=" + URLEncoder.encode(next.get(), StandardCharsets.UTF_8);
        }
        return Finding.warning(
                "no catalog is visible to " + principal,
                "let a catalog's owner run: GRANT USE CATALOG ON CATALOG … TO `" + principal
                        + "`, and check that a metastore is assigned to the workspace");
    }

    private Finding checkExternalAccess() {
        try {
            metastore = Optional.of(api().get(UnityCatalogVendor.SUMMARY, Asked.plainly("the metastore", principal)));
        } catch (ConnectionException e) {
            if (e.code() != ConnectionError.NOT_SUPPORTED && e.code() != ConnectionError.ACCESS_DENIED) {
                throw e;
            }
            return Finding.skipped("the metastore is not described to " + principal);
        }
        WorkspaceApi.Reply reply = metastore.get();
        Optional<String> flag = reply.text(UnityCatalogVendor.EXTERNAL_ACCESS);
        if (flag.isEmpty()) {
            return withRequestId(Finding.passed("the server has no switch for external data access"), reply);
        }
        return withRequestId(
                flag.get().equals("true")
                        ? Finding.passed("external data access is enabled")
                        : Finding.warning(
                                "external data access is disabled for this metastore: tokens work, credentials of"
                                        + " storage will be refused",
                                DatabricksError.DATABRICKS_EXTERNAL_ACCESS_DISABLED.remedy()),
                reply);
    }

    private Finding checkRegion() {
        String region = values.require(UnityCatalogProperties.ACCESS_REGION);
        Optional<String> own = metastore.flatMap(reply -> reply.text("region"));
        if (own.isEmpty()) {
            return Finding.skipped("the metastore's region is not said");
        }
        return region.equals(own.get())
                ? Finding.passed("the metastore is in " + region + " too")
                : Finding.warning(
                        "ACCESS_REGION is " + region + ", the metastore is in " + own.get()
                                + ": files in buckets of another region than ACCESS_REGION are answered with"
                                + " PermanentRedirect, or not within 300 s",
                        "set ACCESS_REGION to the region of the buckets, which for managed tables is " + own.get());
    }

    private Finding vend(AccessScope scope) {
        Credential credential = request.vending().vend(scope);
        return Finding.passed("a credential of kind " + credential.getClass().getSimpleName() + " for " + scope
                + credential.expiresAt().map(end -> " until " + end).orElse(""));
    }

    private static Finding withRequestId(Finding finding, WorkspaceApi.Reply reply) {
        return reply.receipt().requestId().map(finding::requestId).orElse(finding);
    }
}
