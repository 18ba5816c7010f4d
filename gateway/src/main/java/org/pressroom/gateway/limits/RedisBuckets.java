package org.pressroom.gateway.limits;

import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * The shared buckets in Redis (5 or newer), which counts by its clock: one script for all of them. It forgets a bucket that
 * is full. Its client waits for answers, on threads of its own that nobody else waits on; where all of them wait, and as
 * many callers as may wait for one, it fails.
 */
final class RedisBuckets implements SharedBuckets, AutoCloseable {

    /** In microseconds, which are exact as the script's numbers until the year 2255. */
    private static final String ADD = """
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            local missing = {}
            for i, key in ipairs(KEYS) do
                local known = tonumber(redis.call('GET', key) or now)
                local full_at = math.max(known, now) + tonumber(ARGV[i])
                if full_at > now then
                    redis.call('SET', key, string.format('%.0f', full_at), 'PX', math.ceil((full_at - now) / 1000))
                else
                    redis.call('DEL', key)
                end
                missing[i] = full_at - now
            end
            return missing
            """;

    private static final String PREFIX = "pressroom:rate-limit:";

    private static final int THREADS = 2;
    private static final int MOST_WAITING = 100;

    /** For a connection, and for an answer: shorter than anybody waits for it. */
    private static final Duration LIMIT = Duration.ofMillis(800);

    private final RedisClient client;
    private final Scheduler threads = Schedulers.newBoundedElastic(THREADS, MOST_WAITING, "redis", 60, true);

    /** @param uri {@code redis://user:password@host:port/database}, or {@code rediss:} over TLS */
    RedisBuckets(String uri) {
        this(uri, LIMIT);
    }

    /** Begins no connection yet: a Redis that is away keeps no gateway from starting. */
    RedisBuckets(String uri, Duration limit) {
        URI where = read(uri);
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .timeoutMillis((int) limit.toMillis())
                .user(JedisURIHelper.getUser(where))
                .password(JedisURIHelper.getPassword(where))
                .database(JedisURIHelper.getDBIndex(where));
        if (JedisURIHelper.isRedisSSLScheme(where)) {
            config.ssl(true).sslOptions(SslOptions.builder().build());
        }
        ConnectionPoolConfig connections = new ConnectionPoolConfig();
        connections.setMaxTotal(THREADS);
        client = RedisClient.builder()
                .hostAndPort(JedisURIHelper.getHostAndPort(where))
                .clientConfig(config.build())
                .poolConfig(connections)
                .build();
    }

    /** What is wrong with it says what it is, and there may be a password in it. */
    private static URI read(String uri) {
        try {
            URI where = URI.create(uri);
            if (JedisURIHelper.isValid(where)
                    && (JedisURIHelper.isRedisScheme(where) || JedisURIHelper.isRedisSSLScheme(where))) {
                return where;
            }
        } catch (IllegalArgumentException wrong) {
            // said below
        }
        throw new IllegalStateException(
                "PRESSROOM_LIMITS_REDIS does not say where a Redis is, as redis://:password@host:6379 does");
    }

    @Override
    public Mono<Map<UUID, Duration>> add(List<Use> uses) {
        return Mono.fromCallable(() -> attempt(uses)).subscribeOn(threads).flatMap(Function.identity());
    }

    /** A failure as a value: one that comes when nobody waits any longer is nobody's. */
    private Mono<Map<UUID, Duration>> attempt(List<Use> uses) {
        try {
            return Mono.just(addNow(uses));
        } catch (JedisException failure) {
            return Mono.error(failure);
        }
    }

    private Map<UUID, Duration> addNow(List<Use> uses) {
        Map<UUID, Long> micros = uses.stream()
                .collect(Collectors.groupingBy(
                        Use::key, Collectors.summingLong(use -> TimeUnit.MICROSECONDS.convert(use.cost()))));
        List<UUID> keys = List.copyOf(micros.keySet());
        List<?> answer = (List<?>) client.eval(
                ADD,
                keys.stream().map(key -> PREFIX + key).toList(),
                keys.stream().map(key -> String.valueOf(micros.get(key))).toList());
        Map<UUID, Duration> missing = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            missing.put(keys.get(i), Duration.of((Long) answer.get(i), ChronoUnit.MICROS));
        }
        return missing;
    }

    @Override
    public void close() {
        threads.dispose();
        client.close();
    }
}
