package org.pressroom.article.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.authors.AuthorRepository;
import org.pressroom.article.pictures.Picture;
import org.pressroom.article.pictures.PictureCleaning;
import org.pressroom.article.pictures.PictureWidths;
import org.pressroom.article.pictures.UnusablePicture;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Takes a picture into the library. */
@Component
class UploadPicture {

    private final MediaProperties properties;
    private final PictureThreads threads;
    private final Scheduler mediaDisk;
    private final MediaFiles files;
    private final MediaRepository media;
    private final AuthorRepository authors;
    private final Clock clock;

    UploadPicture(
            MediaProperties properties,
            PictureThreads threads,
            Scheduler mediaDisk,
            MediaFiles files,
            MediaRepository media,
            AuthorRepository authors,
            Clock clock) {
        this.properties = properties;
        this.threads = threads;
        this.mediaDisk = mediaDisk;
        this.files = files;
        this.media = media;
        this.authors = authors;
        this.clock = clock;
    }

    /**
     * What to take.
     *
     * @param name as the file is called where it comes from; null where it has no name
     * @param alt null for none
     * @param file on this machine, which may hold anything; it stays
     */
    record Command(
            Actor.Account owner,
            @Nullable String name,
            @Nullable String alt,
            Path file) {}

    /** @param known whether the owner had uploaded these very bytes before: then nothing changed */
    record Uploaded(MediaItem item, boolean known) {}

    /** Fails with {@link UnusablePicture} where the file is not taken. */
    Mono<Result<Uploaded>> execute(Command command) {
        return Result.of(threads.run(() -> sha256(command.file()))
                .flatMap(sha256 -> media.same(command.owner().id(), sha256)
                        .map(known -> new Uploaded(known, true))
                        .switchIfEmpty(Mono.defer(() -> take(command, sha256)))));
    }

    private Mono<Uploaded> take(Command command, byte[] sha256) {
        UUID id = Ids.next();
        return Mono.usingWhen(
                onDisk(() -> Files.createTempFile("picture", "")),
                cleaned -> threads.run(() -> look(command.file(), cleaned))
                        .map(look -> item(id, command, look, sha256))
                        .flatMap(item -> files.keep(id, cleaned).then(enter(command, item))),
                cleaned -> onDisk(() -> Files.deleteIfExists(cleaned)));
    }

    /** Not behind the pictures that wait to be read. */
    private <T> Mono<T> onDisk(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(mediaDisk);
    }

    /** The file is kept before anybody can know of it. */
    private Mono<Uploaded> enter(Command command, MediaItem item) {
        Actor.Account owner = command.owner();
        return authors.ensure(owner.id(), owner.slug(), owner.name())
                .then(media.insert(item))
                .flatMap(entered -> entered
                        ? media.find(item.id()).map(found -> new Uploaded(found, false))
                        : files.delete(item)
                                .then(media.same(owner.id(), item.sha256()))
                                .map(known -> new Uploaded(known, true)));
    }

    /** What a file turned out to be, once it was written anew. */
    private record Look(Picture picture, long bytes, boolean scalable) {}

    private Look look(Path file, Path cleaned) throws IOException {
        Picture picture = PictureCleaning.clean(file, cleaned, properties.mostPixels());
        return new Look(picture, Files.size(cleaned), PictureWidths.check(cleaned, picture));
    }

    private MediaItem item(UUID id, Command command, Look look, byte[] sha256) {
        Actor.Account owner = command.owner();
        String name = FileNames.shown(command.name(), look.picture().type());
        return new MediaItem(
                id,
                owner.id(),
                // The row tells these by whose it is.
                Objects.requireNonNullElse(owner.slug(), ""),
                Objects.requireNonNullElse(owner.name(), ""),
                name,
                FileNames.safe(name, look.picture().type()),
                command.alt(),
                look.picture(),
                look.bytes(),
                look.scalable(),
                sha256,
                clock.instant());
    }

    private static byte[] sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
            return digest.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
