package org.pressroom.article.media;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Says what is told to those who do not see a picture. */
@Component
class DescribePicture {

    private final MediaRepository media;

    DescribePicture(MediaRepository media) {
        this.media = media;
    }

    /** @param alt null for nothing */
    record Command(UUID id, Actor.Account actor, @Nullable String alt) {}

    /** Not allowed for others than its owner and editors. */
    Mono<Result<MediaItem>> execute(Command command) {
        return Result.of(media.find(command.id())
                .doOnNext(item -> item.requireAccess(command.actor()))
                .flatMap(item -> media.describe(item, command.alt()))
                .then(media.find(command.id())));
    }
}
