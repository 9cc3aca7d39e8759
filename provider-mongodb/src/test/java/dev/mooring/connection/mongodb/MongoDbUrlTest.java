package dev.mooring.connection.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import dev.mooring.connection.mongodb.MongoDbUrl.Reading;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MongoDbUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mongodb://",
                "mongodb:///d",
                "http://h/d",
                "mongodb://ann:s3cr3t-pw@h/d",
                "mongodb://ann@h/d",
                "mongodb://%61nn%3As3cr3t-pw%40h/d",
                "mongodb+srv://ann:s3cr3t-pw@c.example.com/d",
                "mongodb+srv://example.com/d",
                "mongodb+srv://c.example.com:27017/d",
                "mongodb+srv://a.example.com,b.example.com/d",
                "mongodb://%2Ftmp%2Fmongodb-27017.sock/d",
                "mongodb://h/d?authMechanism=MONGODB-AWS",
                "mongodb://h/d?authMechanism=GSSAPI",
                "mongodb://h/d?authMechanism=MONGODB-OIDC&authMechanismProperties=ENVIRONMENT:azure",
                "mongodb://h/d?authMechanismProperties=SERVICE_NAME:evil",
                "mongodb://h/d?AuthSource=evil",
                "mongodb://h/d?tls=false",
                "mongodb://h/d?ssl=false",
                "mongodb://h/d?tlsInsecure=true",
                "mongodb://h/d?tlsAllowInvalidHostnames=true",
                "mongodb://h/d?TLSALLOWINVALIDCERTIFICATES=true",
                "mongodb://h/d?sslInvalidHostNameAllowed=true",
                "mongodb://h/d?tlsCAFile=/etc/passwd",
                "mongodb://h/d?tlsCertificateKeyFile=/etc/passwd",
                "mongodb://h/d?proxyHost=evil.example.com",
                "mongodb://h/d?proxyHost=evil&proxyUsername=u&proxyPassword=s3cr3t-pw",
                "mongodb://h/d?srvServiceName=evil",
                "mongodb://h/d?srvMaxHosts=1",
                "mongodb://h/d?compressors=snappy,zlib",
                "mongodb://h/d?gssapiServiceName=evil",
                "mongodb://h/d?streamType=netty",
                "mongodb://h/d?uuidRepresentation=x;evil=y",
                "mongodb://h/d?appName=a%26tls%3Dfalse",
                "mongodb://h/d?appName=a;tls=false",
                "mongodb://h/d?w=1&w=2",
                "mongodb://h/d?W=1&w=2",
                "mongodb://h/d?readPreferenceTags=dc:evil",
                "mongodb://h/d?connectTimeoutMS=-1",
                "mongodb://h/d?connectTimeoutMS=1e9",
                "mongodb://h/d?retryWrites=yes",
                "mongodb://h/d?=x",
                "mongodb://h/d?evil",
                "mongodb://h/d#tls=false",
                "mongodb://h/d/e",
                "mongodb://h/../d",
                "mongodb://h/d$e",
                "mongodb://h:0/d",
                "mongodb://h:65536/d",
                "mongodb://h:27017:27018/d",
                "mongodb://h,,i/d",
                "mongodb://h d/d",
                "mongodb://h\n/d",
                "mongodb://hö/d",
                " mongodb://h/d",
                "mongodb://h\\@evil/d"
            })
    void refusesHostileUrlsWithoutRepeatingThem(String url) {
        Reading reading = MongoDbUrl.read(url);

        assertThat(reading.target()).isEmpty();
        assertThat(reading.flaw()).isNotBlank().doesNotContain("s3cr3t-pw", "evil");
    }

    @ParameterizedTest
    @CsvSource({
        "mongodb://db.example.com, mongodb://db.example.com:27017/",
        "mongodb://DB.example.com:27018/ledger, mongodb://db.example.com:27018/ledger",
        "'mongodb://a:1,b:2,c/ledger?replicaSet=rs0&w=majority', 'mongodb://a:1,b:2,c:27017/ledger?replicaSet=rs0&w=majority'",
        "mongodb://[2001:db8::1]:27017/ledger, mongodb://[2001:db8::1]:27017/ledger",
        "mongodb+srv://c.abc.mongodb.net/ledger?RETRYWRITES=true, mongodb+srv://c.abc.mongodb.net/ledger?retryWrites=true"
    })
    void takesTheOthersApartAsTheDriverDoes(String url, String anew) {
        String made = MongoDbUrl.read(url).target().orElseThrow().url();

        assertThat(made).isEqualTo(anew);
        assertThat(MongoDbUrl.read(made).target())
                .isEqualTo(MongoDbUrl.read(url).target());
        if (!made.startsWith("mongodb+srv")) {
            assertThat(new ConnectionString(made).getCredential()).isNull();
        }
    }
}
