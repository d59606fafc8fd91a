package io.playbackanalytics.kafka;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A transaction of a producer that has written and not yet decided. */
public final class OpenTransaction implements AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer;

  OpenTransaction(String bootstrapServers, String id, String topic, int partition, byte[] value)
      throws ExecutionException, InterruptedException {
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "transactional.id",
                id,
                // The most that brokers grant.
                "transaction.timeout.ms",
                "900000"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(topic, partition, null, value)).get();
  }

  public void commit() {
    producer.commitTransaction();
  }

  public void abort() {
    producer.abortTransaction();
  }

  @Override
  public void close() {
    producer.close();
  }
}
