package dev.mooring.connection.cli;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.Deployment;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * What a layer is opened with.
 *
 * @param store directory of the store
 * @param deployment where the layer runs
 * @param member who works in which workspace
 * @param plugins directory of further providers
 * @param network what differs from the public network
 */
record Settings(Path store, Deployment deployment, Member member, Optional<Path> plugins, Network network) {
    /**
     * Who works in which workspace.
     *
     * @param workspace the workspace
     * @param user the user
     */
    record Member(String workspace, String user) {}

    /**
     * What differs from the public network.
     *
     * @param endpoints endpoints by service
     * @param admitted addresses that connections may reach although they are link-local or metadata addresses
     * @param issuers hosts that see requests of the service identity although a connection names them
     */
    record Network(Map<String, URI> endpoints, List<String> admitted, List<String> issuers) {}

    /** Reads options, and the environment where an option is not given. Wrong ones are wrong usage. */
    record Reader(CommandLine line, Surroundings.Host host) {
        Path store(Optional<String> option) {
            return given(option, "MOORING_STORE")
                    .or(() -> host.variable("MOORING_HOME"))
                    .map(Path::of)
                    .orElseGet(() -> host.home().resolve(".mooring"));
        }

        Deployment deployment(Optional<String> cloud, Optional<String> region, Optional<String> account) {
            Optional<Cloud> where = given(cloud, "MOORING_CLOUD").map(this::cloud);
            return new Deployment(
                    where,
                    given(region, "MOORING_REGION"),
                    given(account, "MOORING_ACCOUNT"),
                    where.isPresent() ? Deployment.RegionRule.SAME_REGION : Deployment.RegionRule.ANY_REGION,
                    Set.of());
        }

        Member member(Optional<String> workspace, Optional<String> user) {
            return new Member(
                    given(workspace, "MOORING_WORKSPACE").orElse("default"),
                    given(user, "MOORING_USER").orElse(host.user()));
        }

        Optional<Path> plugins(Optional<String> option) {
            Optional<Path> directory = given(option, "MOORING_PLUGINS").map(Path::of);
            directory.filter(path -> !Files.isDirectory(path)).ifPresent(path -> {
                throw wrong("--plugins: " + path + " is not a directory");
            });
            return directory;
        }

        Map<String, URI> endpoints(List<String> options) {
            Map<String, URI> endpoints = new LinkedHashMap<>();
            options.forEach(option -> {
                int equals = option.indexOf('=');
                if (equals <= 0) {
                    throw wrongEndpoint();
                }
                endpoints.put(option.substring(0, equals), endpoint(option.substring(equals + 1)));
            });
            return endpoints;
        }

        private Optional<String> given(Optional<String> option, String variable) {
            return option.or(() -> host.variable(variable));
        }

        private Cloud cloud(String id) {
            try {
                return Cloud.of(id);
            } catch (IllegalArgumentException e) {
                throw wrong("--cloud: " + e.getMessage());
            }
        }

        private URI endpoint(String text) {
            try {
                URI uri = URI.create(text);
                boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
                if (web && uri.getHost() != null && uri.getUserInfo() == null) {
                    return uri;
                }
            } catch (IllegalArgumentException e) {
                // said below, without the text: it may hold a password
            }
            throw wrongEndpoint();
        }

        private ParameterException wrongEndpoint() {
            return wrong(
                    "--endpoint: expected SERVICE=URL such as sts=http://127.0.0.1:9000, without user or password");
        }

        private ParameterException wrong(String message) {
            return new ParameterException(line, message);
        }
    }
}
