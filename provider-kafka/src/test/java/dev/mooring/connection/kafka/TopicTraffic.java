package dev.mooring.connection.kafka;

import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.kafka.bridge.KafkaClientProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Producers and consumers of one topic of one partition, made of a source. */
final class TopicTraffic {
    private TopicTraffic() {}

    /** Settings with limits that suit a test. */
    static Properties properties(CredentialSource source) {
        Properties properties = KafkaClientProperties.of(source);
        properties.put("default.api.timeout.ms", "10000");
        properties.put("request.timeout.ms", "5000");
        properties.put("reconnect.backoff.max.ms", "100");
        return properties;
    }

    static KafkaProducer<String, String> producer(CredentialSource source) {
        Properties properties = properties(source);
        properties.put("max.block.ms", "10000");
        return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }

    /** Sends one record and reads the topic from its start: what was produced is among what is consumed. */
    static List<String> roundTrip(CredentialSource source, String topic, String text) throws Exception {
        try (KafkaProducer<String, String> producer = producer(source)) {
            producer.send(new ProducerRecord<>(topic, text)).get(15, TimeUnit.SECONDS);
        }
        return read(source, topic, text);
    }

    /** The texts of a topic up to the last one. */
    static List<String> read(CredentialSource source, String topic, String last) {
        List<String> texts = new ArrayList<>();
        Instant deadline = Instant.now().plusSeconds(20);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(properties(source), new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (!texts.contains(last) && Instant.now().isBefore(deadline)) {
                for (ConsumerRecord<String, String> fetched : consumer.poll(Duration.ofMillis(200))) {
                    texts.add(fetched.value());
                }
            }
        }
        return texts;
    }
}
