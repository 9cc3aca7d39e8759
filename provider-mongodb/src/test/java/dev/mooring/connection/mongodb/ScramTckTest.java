package dev.mooring.connection.mongodb;

class ScramTckTest extends MongoDbTck {
    @Override
    String[] login(EmulatedMongoDb emulated) {
        return new String[] {"USERNAME", EmulatedMongoDb.USER, "PASSWORD", EmulatedMongoDb.PASSWORD};
    }
}
