package org.pressroom.gateway.limits;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.pressroom.gateway.testing.RedisServer;
import org.pressroom.gateway.testing.SilentRelay;
import redis.clients.jedis.RedisClient;

/** The same in Redis, where a {@code redis-server} is installed. */
@EnabledIf("org.pressroom.gateway.testing.RedisServer#isThere")
@SuppressWarnings("NullAway.Init") // before all
class RedisBucketsTest extends SharedLimitsContract {

    private static RedisServer server;
    private static RedisBuckets buckets;
    private static RedisClient client;
    private static final List<RedisBuckets> others = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        server = RedisServer.start();
        buckets = new RedisBuckets(server.uri(server.port()), Duration.ofSeconds(20));
        client = RedisClient.create(server.uri(server.port()));
    }

    @AfterAll
    static void stop() {
        buckets.close();
        others.forEach(RedisBuckets::close);
        client.close();
        server.close();
    }

    @Override
    SharedBuckets buckets() {
        return buckets;
    }

    @Override
    SilentRelay relay() {
        return new SilentRelay("127.0.0.1", server.port());
    }

    @Override
    SharedBuckets behind(SilentRelay relay) {
        RedisBuckets far = new RedisBuckets(server.uri(relay.port()));
        others.add(far);
        return far;
    }

    @Override
    long kept() {
        return client.dbSize();
    }

    @Override
    void forgetAll() {
        client.flushDB();
    }

    @Override
    void deleteFull() {
        // they expire
    }
}
