package org.pressroom.article.writing;

import java.util.UUID;
import org.pressroom.common.contract.Cover;
import reactor.core.publisher.Mono;

/** The pictures of the library, as covers of articles. */
public interface LibraryPictures {

    /** A picture with the text that the library has for it; empty where there is none of that id. */
    Mono<Cover> cover(UUID id);
}
