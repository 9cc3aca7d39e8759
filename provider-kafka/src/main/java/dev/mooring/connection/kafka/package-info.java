/** Kafka connections: brokers reached in clear or by TLS, with every mechanism of SASL that Kafka knows. */
@NullMarked
package dev.mooring.connection.kafka;

import org.jspecify.annotations.NullMarked;
