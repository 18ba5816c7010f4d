package org.pressroom.article.sitemap;

import java.util.EnumMap;
import java.util.Map;
import org.pressroom.article.sitemap.SitemapRepository.Bounds;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps parts from growing: the last of each kind begins another where it is full, and the others, one after another, are cut
 * where more came between than twice that, as old drafts do that are published late. A part keeps its beginning for ever, so
 * that search engines find it again, and the step reads a few thousand entries of one index at most. Where several processes
 * cut the same part at once, one part has a few articles fewer.
 */
@Component
class CutSitemapParts {

    /** Small, so that a part costs little wherever it begins, and that the gateway keeps it. */
    static final int FULL = 2_000;

    private final SitemapRepository parts;

    /** Up to which key the parts of a kind were looked at, in this round. */
    private final Map<SitemapKind, String> lookedAt = new EnumMap<>(SitemapKind.class);

    CutSitemapParts(SitemapRepository parts) {
        this.parts = parts;
    }

    /** Looks at two parts of each kind; whether there may be more to do at once. */
    Mono<Boolean> step() {
        return Flux.fromArray(SitemapKind.values()).concatMap(this::step).any(cut -> cut);
    }

    private Mono<Boolean> step(SitemapKind kind) {
        return parts.findLast(kind)
                .flatMap(last -> cut(last, FULL))
                .defaultIfEmpty(false)
                .flatMap(cut -> cut
                        ? Mono.just(true)
                        : parts.findAfter(kind, lookedAt.getOrDefault(kind, ""))
                                .doOnSuccess(part -> lookedAt.put(kind, part == null ? "" : part.first()))
                                .filter(part -> part.next() != null)
                                .flatMap(part -> cut(part, 2 * FULL))
                                .defaultIfEmpty(false));
    }

    /** Whether the part had more than so many. */
    private Mono<Boolean> cut(Bounds part, int most) {
        return parts.keyBehind(part, most)
                .flatMap(more -> parts.keyBehind(part, FULL))
                .flatMap(first -> parts.insert(part.kind(), first).thenReturn(true))
                .defaultIfEmpty(false);
    }
}
