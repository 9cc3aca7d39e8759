package dev.mooring.connection.databricks;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.databricks.bridge.LakebaseEndpoint;
import dev.mooring.connection.databricks.bridge.LakebaseEndpoint.Verification;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Contents;
import dev.mooring.connection.support.network.PemCertificates;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a connection to Lakebase says beside the workspace and the service principal. */
final class LakebaseProperties {
    static final PropertySpec<String> ENDPOINT = PropertySpec.text("ENDPOINT")
            .alias("ENDPOINT_NAME")
            .pattern(
                    "projects/[^/\\s]+/branches/[^/\\s]+/endpoints/[^/\\s]+",
                    "projects/<project>/branches/<branch>/endpoints/<endpoint>, as the Connect dialog shows it")
            .describe("endpoint of an autoscaling project")
            .build();
    static final PropertySpec<String> INSTANCE = PropertySpec.text("INSTANCE")
            .alias("INSTANCE_NAME")
            .pattern("[A-Za-z0-9][A-Za-z0-9_-]{0,62}", "the instance's name")
            .describe("provisioned database instance")
            .build();
    static final PropertySpec<String> PGHOST = PropertySpec.text("PGHOST")
            .pattern(
                    "(?i)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*",
                    "a host such as ep-x.database.us-west-2.databricks.com, without scheme and port")
            .describe("host of the database")
            .guardsSecrets()
            .build();
    static final PropertySpec<Integer> PGPORT = PropertySpec.integer("PGPORT")
            .pattern(
                    "[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5]",
                    "a port from 1 to 65535")
            .defaultsTo("5432")
            .describe("port of the database")
            .guardsSecrets()
            .build();
    static final PropertySpec<String> PGDATABASE = PropertySpec.text("PGDATABASE")
            .pattern(".{1,63}", "a database's name, 63 characters at most")
            .defaultsTo("databricks_postgres")
            .describe("database to connect to")
            .build();
    static final PropertySpec<String> PGUSER = PropertySpec.text("PGUSER")
            .describe("role of the database: the client id, which is also what it is when this is left out")
            .build();
    static final PropertySpec<Integer> PASSWORD_TTL = PropertySpec.integer("PASSWORD_TTL")
            .pattern("[3-9]\\d{2}|[12]\\d{3}|3[0-5]\\d{2}|3600", "seconds from 300 to 3600")
            .describe(
                    "how many seconds a password of an autoscaling endpoint shall live; without it the workspace decides")
            .build();
    static final PropertySpec<Verification> TLS_VERIFICATION = PropertySpec.oneOf(
                    "TLS_VERIFICATION", Verification.class)
            .defaultsTo(Verification.FULL.name())
            .describe(
                    "FULL: the database's certificate must be trusted and name its host; NONE: any certificate will do")
            .guardsSecrets()
            .build();
    static final PropertySpec<String> TRUSTED_CERTIFICATES = PropertySpec.content("TRUSTED_CERTIFICATES")
            .describe(
                    "authorities of the database's certificate in PEM, as text, base64:… or a file; without it the JDK's")
            .guardsSecrets()
            .build();

    /** Where autoscaling is offered. */
    static final Set<String> REGIONS = Set.of(
            "us-east-1",
            "us-east-2",
            "us-west-2",
            "eu-central-1",
            "eu-west-1",
            "ap-south-1",
            "ap-southeast-1",
            "ap-southeast-2");

    private static final Pattern REGIONAL = Pattern.compile("(?i).+\\.database\\.([a-z]{2}(?:-[a-z]+)+-\\d)\\..+");

    private LakebaseProperties() {}

    /** The region that the name of a database's host says. */
    static Optional<String> region(String host) {
        Matcher matcher = REGIONAL.matcher(host);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Where and how the database is reached; certificates are read anew, and nothing but certificates of what is read. */
    static LakebaseEndpoint endpoint(PropertyValues values, Contents contents) {
        return new LakebaseEndpoint(
                new HostPort(values.require(PGHOST), values.require(PGPORT)),
                values.require(PGDATABASE),
                values.require(TLS_VERIFICATION),
                values.get(TRUSTED_CERTIFICATES).map(text -> certificates(contents.open(text))));
    }

    private static String certificates(Secret content) {
        try {
            List<X509Certificate> certificates = PemCertificates.read(content);
            if (!certificates.isEmpty()) {
                return PemCertificates.text(certificates);
            }
        } catch (CertificateException e) {
            // not kept: what was given may be a key, and the message may repeat it
        }
        throw new ConnectionException(
                ConnectionError.INVALID_PROPERTIES,
                TRUSTED_CERTIFICATES.name() + " holds no certificate",
                "give the certificate of the authority that signed the database's, in PEM");
    }
}
