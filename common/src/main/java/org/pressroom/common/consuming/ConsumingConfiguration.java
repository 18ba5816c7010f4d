package org.pressroom.common.consuming;

import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.pressroom.common.inbox.Inbox;
import org.pressroom.common.tracing.TraceContext;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** What consumers of events are made with. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TopicProperties.class)
public class ConsumingConfiguration {

    @Bean
    KafkaTopics kafkaTopics(KafkaProperties kafka, TopicProperties topics) {
        return new KafkaTopics(kafka.buildAdminProperties(), topics.replicationFactor());
    }

    @Bean
    ConsumerFactory<String, byte[]> eventConsumerFactory(KafkaProperties kafka) {
        return new DefaultKafkaConsumerFactory<>(
                kafka.buildConsumerProperties(), new StringDeserializer(), new ByteArrayDeserializer());
    }

    @Bean
    Inbox inbox(DatabaseClient database, TransactionalOperator transactions) {
        return new Inbox(database, transactions);
    }

    @Bean
    DeadLetterSender deadLetterSender(KafkaTemplate<String, byte[]> kafka) {
        return new DeadLetterSender(kafka);
    }

    @Bean
    EventConsumers eventConsumers(
            ConsumerFactory<String, byte[]> eventConsumerFactory,
            KafkaTopics topics,
            Inbox inbox,
            DeadLetterSender deadLetters,
            TraceContext traces) {
        return new EventConsumers(eventConsumerFactory, topics, inbox, deadLetters, traces);
    }
}
