package dev.mooring.connection.glue.catalog;

import dev.mooring.connection.TestOptions;
import dev.mooring.connection.glue.model.GlueType.House;
import dev.mooring.connection.glue.model.GlueTypes;
import dev.mooring.connection.spi.ConnectionType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * How a catalog behaves. Immutable.
 *
 * @param types the kinds of connections that it knows
 * @param installed the types of this library that are installed
 * @param account the account whose catalog it is; the only CatalogId that is accepted
 * @param aws where secrets of AWS Secrets Manager are read
 * @param passwords whether they are ever given back
 * @param tests how credentials are validated
 * @param clock tells when they were
 */
public record CatalogSettings(
        GlueTypes types,
        List<ConnectionType> installed,
        Optional<String> account,
        Aws aws,
        Passwords passwords,
        TestOptions tests,
        Clock clock) {

    /** Whether passwords are ever given back. */
    public enum Passwords {
        /** Whatever a caller asks for. */
        NEVER,
        /** To who may use the connection, unless HidePassword is true: what Glue does. */
        UNLESS_HIDDEN
    }

    /**
     * What Glue's form does not say and reading from AWS needs.
     *
     * @param connection the connection of the workspace that reads secrets, and signs for Kafka clusters with IAM
     * @param region the region of secrets that are named without one
     */
    public record Aws(Optional<String> connection, Optional<String> region) {}

    /** Copies the list. */
    public CatalogSettings {
        installed = List.copyOf(installed);
    }

    /** The standard kinds over the installed types; passwords are never given back. */
    public static CatalogSettings over(List<ConnectionType> installed) {
        return new CatalogSettings(
                GlueTypes.standard(),
                installed,
                Optional.empty(),
                new Aws(Optional.empty(), Optional.empty()),
                Passwords.NEVER,
                TestOptions.readOnly(),
                Clock.systemUTC());
    }

    /** These settings with other kinds of connections. */
    public CatalogSettings knowing(GlueTypes kinds) {
        return new CatalogSettings(kinds, installed, account, aws, passwords, tests, clock);
    }

    /** These settings for the catalog of an account. */
    public CatalogSettings ofAccount(String id) {
        return new CatalogSettings(types, installed, Optional.of(id), aws, passwords, tests, clock);
    }

    /** These settings with a way to what AWS keeps. */
    public CatalogSettings reading(Aws from) {
        return new CatalogSettings(types, installed, account, from, passwords, tests, clock);
    }

    /** These settings with another rule for passwords. */
    public CatalogSettings giving(Passwords rule) {
        return new CatalogSettings(types, installed, account, aws, rule, tests, clock);
    }

    /** These settings with other tests. */
    public CatalogSettings testing(TestOptions options) {
        return new CatalogSettings(types, installed, account, aws, passwords, options, clock);
    }

    /** These settings with another clock. */
    public CatalogSettings at(Clock other) {
        return new CatalogSettings(types, installed, account, aws, passwords, tests, other);
    }

    /** The type of that name; empty when it is not installed. */
    public Optional<ConnectionType> installed(House house) {
        return installed.stream()
                .filter(type ->
                        type.id().category() == house.category() && type.id().isNamed(house.type()))
                .findFirst();
    }
}
