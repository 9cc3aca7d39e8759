package dev.mooring.connection.mongodb;

class CertificateTckTest extends MongoDbTck {
    @Override
    String[] login(EmulatedMongoDb emulated) {
        return new String[] {
            "AUTH_MECHANISM",
            "MONGODB-X509",
            "CLIENT_CERTIFICATE",
            emulated.client().chainPem(),
            "CLIENT_KEY",
            emulated.client().keyPem()
        };
    }
}
