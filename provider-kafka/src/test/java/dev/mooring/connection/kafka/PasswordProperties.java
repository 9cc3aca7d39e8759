package dev.mooring.connection.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.kafka.bridge.KafkaClientProperties;
import dev.mooring.connection.kafka.bridge.SourceCallbackHandler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Users and passwords reach Kafka as they were given, and never as text that Kafka would parse. */
class PasswordProperties {
    @Property(tries = 200)
    void anyPrintableLoginRoundTrips(@ForAll("printable") String user, @ForAll("printable") String password)
            throws Exception {
        LiveSource source = LiveSource.of(
                "BOOTSTRAP_SERVERS",
                "b:1",
                "SECURITY_PROTOCOL",
                "SASL_SSL",
                "SASL_MECHANISM",
                "SCRAM-SHA-512",
                "SASL_USERNAME",
                user,
                "SASL_PASSWORD",
                password);
        Properties properties = KafkaClientProperties.of(source);
        SourceCallbackHandler handler = new SourceCallbackHandler();
        Map<String, Object> configs = new HashMap<>();
        properties.forEach((key, value) -> configs.put((String) key, value));
        handler.configure(configs, "SCRAM-SHA-512", List.of());
        NameCallback name = new NameCallback("user");
        PasswordCallback secret = new PasswordCallback("password", false);

        handler.handle(new Callback[] {name, secret});

        assertThat(name.getName()).isEqualTo(user);
        assertThat(new String(secret.getPassword())).isEqualTo(password);
        assertThat(properties.getProperty("sasl.jaas.config"))
                .matches("org\\.apache\\.kafka\\.common\\.security\\.scram\\.ScramLoginModule required"
                        + " handle=\"[0-9a-f-]{36}\";");
    }

    @Provide
    Arbitrary<String> printable() {
        return Arbitraries.strings()
                .withCharRange('!', '~')
                .withChars("\"'\\;=${} §äß日本語\uD83D\uDD11".toCharArray())
                .ofMinLength(1)
                .ofMaxLength(40)
                .map(text -> "x" + text.replaceAll("[\uD800-\uDFFF]", "🔑").replace("*", "") + "y");
    }
}
