package org.pressroom.common.sending;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** For programs that send events which belong to no transaction: they import it. */
@Configuration(proxyBeanMethods = false)
public class SendingConfiguration {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    @Bean
    EventSender eventSender(
            KafkaProperties kafka, Clock clock, @Value("${spring.application.name}") String application) {
        Map<String, Object> settings = new HashMap<>(kafka.buildProducerProperties());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_WAIT.toMillis());
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return new EventSender(
                () -> new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()),
                "/" + application,
                clock);
    }
}
