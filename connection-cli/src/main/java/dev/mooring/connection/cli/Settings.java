package dev.mooring.connection.cli;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.core.PostgresStore;
import dev.mooring.connection.core.access.Grantee;
import dev.mooring.connection.core.access.Principal;
import dev.mooring.connection.credential.Secret;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * What a layer is opened with.
 *
 * @param store where connections are kept
 * @param keyring where the keys are, unless beside the store
 * @param deployment where the layer runs
 * @param member who works in which workspace
 * @param directories what may be read beside the store
 * @param network what differs from the public network
 */
record Settings(
        Store store,
        Optional<String> keyring,
        Deployment deployment,
        Member member,
        Directories directories,
        Network network) {
    /**
     * Where connections are kept.
     *
     * @param directory of the store's file, the keyring and the shell's history
     * @param database holds the connections instead of a file
     */
    record Store(Path directory, Optional<PostgresStore> database) {}

    /**
     * Who works in which workspace, and who administers all of them.
     *
     * @param workspace the workspace
     * @param principal the user and their roles
     * @param administrators where there are any, access is controlled by privileges
     */
    record Member(String workspace, Principal principal, List<Grantee> administrators) {}

    /**
     * What may be read beside the store.
     *
     * @param plugins directory of further providers
     * @param files directories of files that properties may name
     */
    record Directories(Optional<Path> plugins, List<Path> files) {}

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
        /** A command does one thing after the other. */
        private static final int CONNECTIONS = 2;
        /** Before the name of a role among administrators. */
        private static final String ROLE = "role:";

        private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");

        Store store(Optional<String> option) {
            Optional<String> given = given("--store", option);
            Path home = host.variable("MOORING_HOME")
                    .map(Path::of)
                    .orElseGet(() -> host.home().resolve(".mooring"));
            return given.filter(text -> text.startsWith("jdbc:"))
                    .map(url -> new Store(home, Optional.of(database(url))))
                    .orElseGet(() -> new Store(given.map(Path::of).orElse(home), Optional.empty()));
        }

        /** Who connects stands in variables, for a process's arguments are in the machine's list of processes. */
        private PostgresStore database(String url) {
            String user = required("MOORING_STORE_USER");
            Secret password = Secret.of(required("MOORING_STORE_PASSWORD"));
            try {
                PostgresStore store = PostgresStore.at(url, user, password).poolSize(CONNECTIONS);
                return host.variable("MOORING_STORE_SCHEMA").map(store::schema).orElse(store);
            } catch (IllegalArgumentException e) {
                throw wrong("--store: " + e.getMessage());
            }
        }

        private String required(String variable) {
            return host.variable(variable)
                    .orElseThrow(() -> wrong("--store: a database needs " + variable + " in the environment"));
        }

        Deployment deployment(Optional<String> cloud, Optional<String> region, Optional<String> account) {
            Optional<Cloud> where = given("--cloud", cloud).map(this::cloud);
            return new Deployment(
                    where,
                    given("--region", region),
                    given("--account", account),
                    where.isPresent() ? Deployment.RegionRule.SAME_REGION : Deployment.RegionRule.ANY_REGION,
                    Set.of());
        }

        Member member(
                Optional<String> workspace, Optional<String> user, List<String> roles, List<String> administrators) {
            Principal principal = new Principal(
                    given("--user", user).orElseGet(this::systemUser),
                    Set.copyOf(names("--role", roles, "MOORING_ROLES")));
            return new Member(
                    given("--workspace", workspace).orElse("default"),
                    principal,
                    names("--administrator", administrators, "MOORING_ADMINISTRATORS").stream()
                            .map(Reader::grantee)
                            .toList());
        }

        /** The options, else what the variable lists, separated by commas. */
        private List<String> names(String name, List<String> options, String variable) {
            options.forEach(option -> requireText(name, option));
            if (!options.isEmpty()) {
                return options.stream().map(String::strip).toList();
            }
            return host.variable(variable).stream()
                    .flatMap(list -> Arrays.stream(list.split(",", -1)))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .toList();
        }

        private static Grantee grantee(String text) {
            return text.startsWith(ROLE) && text.length() > ROLE.length()
                    ? Grantee.role(text.substring(ROLE.length()))
                    : Grantee.user(text);
        }

        Directories directories(Optional<String> plugins, List<String> files) {
            return new Directories(
                    given("--plugins", plugins).map(path -> directory("--plugins", path)),
                    files.stream().map(path -> directory("--files", path)).toList());
        }

        private Path directory(String name, String text) {
            Path path = Path.of(text);
            if (text.isBlank() || !Files.isDirectory(path)) {
                throw wrong(name + ": " + path + " is not a directory");
            }
            return path;
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

        /** The addresses as the layer spells them. */
        List<String> addresses(List<String> options) {
            return options.stream().map(this::address).toList();
        }

        List<String> issuers(List<String> options) {
            options.forEach(option -> requireText("--admit-issuer", option));
            return List.copyOf(options);
        }

        /** The option, else the variable that is named like it. */
        private Optional<String> given(String name, Optional<String> option) {
            option.ifPresent(value -> requireText(name, value));
            return option.or(() -> host.variable("MOORING_" + name.substring(2).toUpperCase(Locale.ROOT)));
        }

        private void requireText(String name, String value) {
            if (value.isBlank()) {
                throw wrong(name + ": expected a value, found none; leave the option out for its default");
            }
        }

        private String systemUser() {
            if (host.user().isBlank()) {
                throw wrong("--user: the system names no user; say who acts");
            }
            return host.user();
        }

        /** No name is looked up: only what is an address by itself is asked for. */
        private String address(String option) {
            if (IPV4.matcher(option).matches() || option.indexOf(':') >= 0) {
                try {
                    return InetAddress.getByName(option).getHostAddress().replaceFirst("%.*", "");
                } catch (UnknownHostException e) {
                    // said below
                }
            }
            throw wrong("--admit-address: expected an IP address such as 169.254.169.254 or fd00:ec2::254");
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
