package org.pressroom.article.media;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.outage.OutageLog;
import org.pressroom.common.outage.Outages;
import org.pressroom.common.usecase.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Objects of a bucket, {@code <prefix>/<picture>/<name>}. What is away, or too busy, is refused as busy; the log tells when
 * it goes and comes back.
 */
final class S3Store implements MediaStore, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(S3Store.class);

    private static final int MOST_ATTEMPTS = 3;
    private static final int DELETED_AT_ONCE = 4;
    private static final int WRITING_TAKES = 10;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._/-]*");

    /** An object that is always there, so that whoever has the right to read finds it. */
    private static final String MARK = "pressroom";

    private final S3Properties properties;
    private final String bucket;
    private final String prefix;
    private final Scheduler files;
    private final ReactorNettyHttp http;
    private final S3AsyncClient client;
    private final OutageLog outage = new OutageLog(LOG, "the store of pictures does not answer");

    private S3Store(
            S3Properties properties,
            String bucket,
            String prefix,
            @Nullable URI endpoint,
            AwsCredentialsProvider credentials,
            Scheduler files) {
        this.properties = properties;
        this.bucket = bucket;
        this.prefix = prefix;
        this.files = files;
        this.http = new ReactorNettyHttp(properties.timeout());
        this.client = client(properties, endpoint, credentials, http);
    }

    /**
     * Asks nothing yet.
     *
     * @param files the threads that wait for the disk, and for what says who asks
     * @throws UnusableStoreException for what can be no bucket
     */
    static S3Store of(S3Properties properties, Scheduler files) {
        String bucket = properties.bucket();
        if (bucket == null) {
            throw wrong(
                    "pressroom.media.s3.bucket is missing", "Name the bucket, or leave out all of pressroom.media.s3.");
        }
        if (!PREFIX.matcher(properties.prefix()).matches()) {
            throw wrong(
                    "pressroom.media.s3.prefix holds more than letters, digits and ./_-",
                    "Choose another, or leave it out.");
        }
        String prefix = properties.prefix().replaceAll("^/+|/+$", "");
        return new S3Store(
                properties,
                bucket,
                prefix.isEmpty() ? "" : prefix + "/",
                endpoint(properties),
                credentials(properties),
                files);
    }

    private static @Nullable URI endpoint(S3Properties properties) {
        String given = properties.endpoint();
        if (given == null) {
            return null;
        }
        try {
            URI endpoint = new URI(given);
            if (endpoint.getHost() != null
                    && ("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()))) {
                return endpoint;
            }
        } catch (URISyntaxException malformed) {
            // told below
        }
        throw wrong(
                "pressroom.media.s3.endpoint is no address: " + given,
                "It begins with http:// or https://, such as https://storage.example.org:9000.");
    }

    private static S3AsyncClient client(
            S3Properties properties,
            @Nullable URI endpoint,
            AwsCredentialsProvider credentials,
            ReactorNettyHttp http) {
        S3AsyncClientBuilder builder = S3AsyncClient.builder()
                .region(Region.of(properties.region()))
                .credentialsProvider(credentials)
                .forcePathStyle(properties.inPath())
                // Others than Amazon's own do not know its newer checksums.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(
                        settings -> settings.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(MOST_ATTEMPTS)
                                .build()))
                .httpClient(http)
                .serviceConfiguration(settings -> settings.expectContinueEnabled(false))
                .asyncConfiguration(settings -> settings.advancedOption(
                        SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run));
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder.build();
    }

    private static AwsCredentialsProvider credentials(S3Properties properties) {
        String accessKey = properties.accessKey();
        String secretKey = properties.secretKey();
        if (accessKey != null && secretKey != null) {
            return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey));
        } else if (accessKey != null || secretKey != null) {
            throw wrong(
                    "pressroom.media.s3." + (accessKey == null ? "access-key" : "secret-key") + " is missing",
                    "Give both keys, or neither where the program finds them in its environment.");
        }
        return DefaultCredentialsProvider.builder().build();
    }

    private static UnusableStoreException wrong(String what, String remedy) {
        return new UnusableStoreException(what, remedy);
    }

    /** Tries all that it will have to do, as somebody who may do it. */
    @Override
    public Mono<Void> prepare() {
        UUID nobody = new UUID(0, 0);
        return ask(() -> client.putObject(
                        put -> put.bucket(bucket).key(prefix + MARK).overrideConfiguration(writing()),
                        AsyncRequestBody.fromBytes(MARK.getBytes(StandardCharsets.US_ASCII))))
                .then(ask(() -> client.getObject(
                        get -> get.bucket(bucket).key(prefix + MARK).overrideConfiguration(soon()),
                        AsyncResponseTransformer.toBytes())))
                .then(ask(() -> client.deleteObject(
                        delete -> delete.bucket(bucket).key(key(nobody, MARK)).overrideConfiguration(soon()))))
                // Without the right to list, what is not there is forbidden.
                .then(ask(() -> client.getObject(
                                get -> get.bucket(bucket).key(key(nobody, MARK)).overrideConfiguration(soon()),
                                AsyncResponseTransformer.toBytes()))
                        .onErrorComplete(NoSuchKeyException.class))
                .then()
                .doOnSuccess(done -> LOG.info("pictures are kept in {}", properties))
                .onErrorMap(failure -> isAway(failure) ? away(failure) : unusable(failure));
    }

    private UnusableStoreException unusable(Throwable failure) {
        return wrong(
                "Pictures cannot be kept in " + properties + ": " + failure.getMessage(),
                "Look at PRESSROOM_MEDIA_S3_BUCKET, _ENDPOINT, _REGION, _ACCESSKEY and _SECRETKEY. Whose key it is needs the"
                        + " rights to list the bucket, and to get, put and delete its objects.");
    }

    @Override
    public Mono<Void> check() {
        return ask(() -> client.headObject(
                        head -> head.bucket(bucket).key(prefix + MARK).overrideConfiguration(soon())))
                .then()
                .as(this::orBusy);
    }

    @Override
    public Mono<Void> put(UUID picture, String name, Path file) {
        return ask(() -> client.putObject(
                        put -> put.bucket(bucket).key(key(picture, name)).overrideConfiguration(writing()),
                        AsyncRequestBody.fromFile(file)))
                .then()
                .as(this::orBusy);
    }

    /** How long reading takes is the reader's affair: only the beginning has a limit. */
    @Override
    public Mono<StoredFile> open(UUID picture, String name, DataBufferFactory buffers) {
        return ask(() -> client.getObject(
                        get -> get.bucket(bucket).key(key(picture, name)), AsyncResponseTransformer.toPublisher()))
                .timeout(properties.timeout())
                .map(found -> new StoredFile(
                        found.response().contentLength(),
                        Flux.from(found).map(bytes -> buffers.wrap(bytes)).onErrorMap(this::away)))
                .onErrorComplete(NoSuchKeyException.class)
                .as(this::orBusy);
    }

    @Override
    public <T> Mono<T> with(UUID picture, String name, Function<Path, Mono<T>> work) {
        return Mono.usingWhen(
                onDisk(() -> Files.createTempFile("stored", "")),
                copy -> open(picture, name, DefaultDataBufferFactory.sharedInstance)
                        .switchIfEmpty(Mono.error(() -> new NoSuchFileException(name)))
                        .flatMap(found -> DataBufferUtils.write(found.content(), copy)
                                .subscribeOn(files)
                                .thenReturn(copy))
                        .flatMap(work),
                copy -> onDisk(() -> Files.deleteIfExists(copy)));
    }

    @Override
    public Mono<Void> delete(UUID picture, Collection<String> names) {
        return Flux.fromIterable(names)
                // One by one, since not all that speak the protocol know how to delete many.
                .flatMap(
                        name -> ask(() -> client.deleteObject(delete ->
                                delete.bucket(bucket).key(key(picture, name)).overrideConfiguration(soon()))),
                        DELETED_AT_ONCE)
                .then()
                .as(this::orBusy);
    }

    private String key(UUID picture, String name) {
        return prefix + picture + "/" + name;
    }

    private AwsRequestOverrideConfiguration soon() {
        return within(properties.timeout());
    }

    private AwsRequestOverrideConfiguration writing() {
        return within(properties.timeout().multipliedBy(WRITING_TAKES));
    }

    private static AwsRequestOverrideConfiguration within(Duration limit) {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallAttemptTimeout(limit)
                .apiCallTimeout(limit.multipliedBy(MOST_ATTEMPTS))
                .build();
    }

    private <T> Mono<T> onDisk(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(files);
    }

    /** Whoever asks looks up the keys to sign with, and opens the file that is sent: both may take a moment. */
    private <T> Mono<T> ask(Supplier<CompletableFuture<T>> request) {
        return Mono.fromFuture(request).subscribeOn(files).doOnNext(answer -> outage.worked());
    }

    /** What fails once it was seen to work may work again. */
    private <T> Mono<T> orBusy(Mono<T> work) {
        return work.onErrorMap(
                failure -> failure instanceof SdkException || failure instanceof TimeoutException, this::away);
    }

    private RefusedException away(Throwable failure) {
        outage.failed(failure);
        return RefusedException.busy(RETRY_AFTER);
    }

    private static boolean isAway(Throwable failure) {
        if (failure instanceof AwsServiceException answer) {
            return answer.statusCode() >= SERVER_ERROR || answer.statusCode() == TOO_MANY;
        }
        return Outages.causes(failure)
                .anyMatch(cause -> cause instanceof IOException
                        || cause instanceof TimeoutException
                        || cause instanceof ApiCallTimeoutException
                        || cause instanceof ApiCallAttemptTimeoutException);
    }

    @Override
    public void close() {
        client.close();
        http.close();
    }
}
