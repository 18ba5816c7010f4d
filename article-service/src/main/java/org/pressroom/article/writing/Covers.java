package org.pressroom.article.writing;

import java.util.UUID;
import org.pressroom.common.contract.Cover;
import org.pressroom.common.usecase.RefusedException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Covers that are named by their id in the library. */
@Component
class Covers {

    private final LibraryPictures pictures;

    Covers(LibraryPictures pictures) {
        this.pictures = pictures;
    }

    /** The content with the address of its cover, and the text that the library has for that where it has none itself. */
    Mono<DraftContent> settled(DraftContent content) {
        Cover cover = content.cover();
        UUID id = cover == null ? null : cover.mediaId();
        return cover == null || id == null
                ? Mono.just(content)
                : pictures.cover(id)
                        .map(found -> content.withCover(
                                new Cover(found.url(), cover.alt() == null ? found.alt() : cover.alt())))
                        .switchIfEmpty(Mono.error(
                                () -> RefusedException.invalid("cover.mediaId", "is of no picture in the library")));
    }
}
