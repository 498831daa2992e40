package io.gatehouse.kit.kafka;

import io.gatehouse.eventstore.OutboxRecord;
import io.gatehouse.eventstore.Publisher;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Stops once, right before it publishes what it was given: a relay that was paused by its host. */
final class PausedPublisher implements Publisher {

    private final Publisher publisher;
    final CountDownLatch paused = new CountDownLatch(1);
    final CountDownLatch woken = new CountDownLatch(1);
    final CountDownLatch fenced = new CountDownLatch(1);

    PausedPublisher(Publisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public void open() {
        publisher.open();
    }

    @Override
    public Delivery publish(List<OutboxRecord> records) {
        boolean onlyHeartbeats = records.stream().allMatch(r -> r.key().startsWith("heartbeat/"));
        if (!onlyHeartbeats && woken.getCount() > 0) {
            paused.countDown();
            try {
                woken.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        Delivery delivery = publisher.publish(records);
        if (delivery instanceof Delivery.Fenced) {
            fenced.countDown();
        }
        return delivery;
    }

    @Override
    public void close() {
        publisher.close();
    }
}
