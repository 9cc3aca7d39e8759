package dev.mooring.connection.glue.type;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySpec;
import java.util.List;

/** The properties of data stores behind connectors, named as Glue names them. */
final class ConnectorProperties {
    static final PropertySpec<String> TYPE = PropertySpec.text("CONNECTOR_TYPE")
            .pattern("[A-Za-z][A-Za-z0-9_-]{0,63}", "a word such as JDBC, SPARK or ATHENA")
            .describe("what kind of program the connector is: JDBC, SPARK, ATHENA or another word")
            .guardsSecrets()
            .build();
    static final PropertySpec<String> URL = PropertySpec.text("CONNECTOR_URL")
            .pattern(
                    "(?i)[a-z][a-z0-9+.-]*:/{0,3}[^\\s/?#@][^\\s?#@]*",
                    "a URL such as s3://bucket/connector.jar, without user, query or fragment")
            .describe("where the connector's jar, or image, is")
            .guardsSecrets()
            .build();
    static final PropertySpec<String> CLASS_NAME = PropertySpec.text("CONNECTOR_CLASS_NAME")
            .pattern(
                    "[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*"
                            + "(\\.[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*)*",
                    "the name of a Java class, such as com.example.Driver")
            .describe("class of the connector, loaded by nobody but an application that asks for it")
            .guardsSecrets()
            .build();
    static final PropertySpec<String> CONNECTION_URL = PropertySpec.text("CONNECTION_URL")
            .describe("what the connector connects to, without user or password; ${…} may stand for these")
            .guardsSecrets()
            .build();
    static final PropertySpec<List<String>> OPTIONS = PropertySpec.list("CONNECTOR_OPTIONS")
            .pattern("[A-Za-z0-9_.-]{1,128}=.*", "key=value")
            .describe("further options of the connector, each key=value, none of them secret")
            .guardsSecrets()
            .build();
    static final PropertySpec<String> USERNAME =
            PropertySpec.text("USERNAME").describe("user of the data store").build();
    static final PropertySpec<Secret> PASSWORD =
            PropertySpec.secret("PASSWORD").describe("password of that user").build();
    static final PropertySpec<Secret> ENCRYPTED_PASSWORD = PropertySpec.encrypted("ENCRYPTED_PASSWORD")
            .describe("password of that user, encrypted by the application")
            .build();
    static final PropertySpec<String> KEY_NAME = PropertySpec.text("KEY_NAME")
            .pattern("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}", "the name of a header")
            .describe("name of a key that the data store is entered with, instead of a user")
            .build();
    static final PropertySpec<Secret> KEY_VALUE =
            PropertySpec.secret("KEY_VALUE").describe("that key").build();

    private ConnectorProperties() {}
}
