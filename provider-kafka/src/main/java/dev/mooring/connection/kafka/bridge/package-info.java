/** What clients of Kafka need to use a connection. */
@NullMarked
package dev.mooring.connection.kafka.bridge;

import org.jspecify.annotations.NullMarked;
