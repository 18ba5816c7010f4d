package org.pressroom.article.media;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.pictures.UnusablePicture;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.text.Shown;
import org.pressroom.common.validation.TextLimits;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.http.codec.multipart.FormFieldPart;
import org.springframework.http.codec.multipart.Part;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Reads the forms that pictures are uploaded with. The file never is in memory; so many forms are read at once, and no more. */
@Component
class UploadForms {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Scheduler mediaDisk;
    private final Semaphore room;

    UploadForms(MediaProperties properties, Scheduler mediaDisk) {
        this.mediaDisk = mediaDisk;
        this.room = new Semaphore(properties.uploads());
    }

    /**
     * What was sent.
     *
     * @param name as the file is called, as far as that was said
     * @param alt null for nothing
     * @param file deleted once the work is done
     */
    record Form(@Nullable String name, @Nullable String alt, Path file) {}

    /** Reads a form and works with it. Fails with a problem for what is none, or holds a file that is not taken. */
    <T> Mono<T> read(ServerWebExchange exchange, Function<Form, Mono<T>> work) {
        requireForm(exchange);
        return Mono.defer(() -> {
                    if (!room.tryAcquire()) {
                        return Mono.<T>error(Problems.unavailable(RETRY_AFTER));
                    }
                    return exchange.getMultipartData()
                            // A name of a file in a charset that has no place there, such as UTF-16.
                            .onErrorMap(
                                    IllegalArgumentException.class,
                                    malformed -> Problems.badRequest("The form cannot be read."))
                            .flatMap(parts -> with(parts, work))
                            .doFinally(end -> room.release());
                })
                .onErrorMap(DataBufferLimitException.class, large -> Problems.tooLarge())
                .onErrorMap(UnusablePicture.class, UploadForms::problem);
    }

    private static void requireForm(ServerWebExchange exchange) {
        try {
            MediaType type = exchange.getRequest().getHeaders().getContentType();
            if (type != null && MediaType.MULTIPART_FORM_DATA.isCompatibleWith(type)) {
                return;
            }
        } catch (InvalidMediaTypeException malformed) {
            // told below
        }
        throw Problems.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Send the picture as a form: multipart/form-data.");
    }

    private <T> Mono<T> with(MultiValueMap<String, Part> parts, Function<Form, Mono<T>> work) {
        List<Part> files = parts.getOrDefault("file", List.of());
        if (files.size() != 1 || !(files.get(0) instanceof FilePart file)) {
            throw Problems.invalid("file", "must be one file");
        }
        String alt = alt(parts.getFirst("alt"));
        return Mono.usingWhen(
                onDisk(() -> Files.createTempFile("upload", "")),
                path -> file.transferTo(path).then(Mono.defer(() -> work.apply(new Form(file.filename(), alt, path)))),
                path -> onDisk(() -> Files.deleteIfExists(path)).then());
    }

    private <T> Mono<T> onDisk(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(mediaDisk);
    }

    private static @Nullable String alt(@Nullable Part part) {
        if (part == null) {
            return null;
        }
        if (!(part instanceof FormFieldPart field)) {
            throw Problems.invalid("alt", "must be text");
        }
        String alt = stripped(field.value());
        if (alt != null && alt.codePointCount(0, alt.length()) > TextLimits.ALTERNATIVE) {
            throw Problems.invalid("alt", "must have at most " + TextLimits.ALTERNATIVE + " characters");
        }
        if (alt != null && alt.codePoints().anyMatch(Character::isISOControl)) {
            throw Problems.invalid("alt", "must be one line");
        }
        return alt;
    }

    /** Null for what shows nothing. */
    static @Nullable String stripped(@Nullable String alt) {
        return alt == null || Shown.isBlank(alt) ? null : alt.strip();
    }

    private static ProblemException problem(UnusablePicture unusable) {
        String why = String.valueOf(unusable.getMessage());
        return unusable.reason() == UnusablePicture.Reason.OTHER_TYPE
                ? Problems.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, why)
                : Problems.invalid("file", why);
    }
}
