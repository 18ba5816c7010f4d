package org.pressroom.article.media;

import java.util.UUID;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Deletes a picture that nothing uses. */
@Component
class DeletePicture {

    private final MediaRepository media;
    private final MediaQueries queries;
    private final MediaFiles files;

    DeletePicture(MediaRepository media, MediaQueries queries, MediaFiles files) {
        this.media = media;
        this.queries = queries;
        this.files = files;
    }

    record Command(UUID id, Actor.Account actor) {}

    /** A conflict where something uses it; not allowed for others than its owner and editors. */
    Mono<Result<UUID>> execute(Command command) {
        return Result.of(media.find(command.id())
                .doOnNext(item -> item.requireAccess(command.actor()))
                .flatMap(item -> queries.useCounts(item.id())
                        .doOnNext(DeletePicture::requireUnused)
                        .then(media.delete(item.id()))
                        // Files that nobody knows of do no harm; a picture without its file would.
                        .then(files.delete(item))
                        .thenReturn(item.id())));
    }

    private static void requireUnused(MediaQueries.UseCounts uses) {
        if (uses.articles() > 0) {
            throw RefusedException.conflict(
                    uses.articles() == 1
                            ? "An article uses this picture. Take it out there first."
                            : uses.articles() + " articles use this picture. Take it out there first.");
        }
        if (uses.terms() > 0) {
            throw RefusedException.conflict(
                    uses.terms() == 1
                            ? "A category or a tag has this picture. Take it out there first."
                            : uses.terms() + " categories and tags have this picture. Take it out there first.");
        }
    }
}
